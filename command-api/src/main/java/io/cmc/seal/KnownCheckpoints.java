// SPDX-License-Identifier: Apache-2.0
package io.cmc.seal;

import java.util.Optional;

/** Checkpoints that were kept where whoever rules the database does not. */
public interface KnownCheckpoints {

  KnownCheckpoints NONE = new KnownCheckpoints() {
    @Override public Optional<SignedCheckpoint> number(long number) {
      return Optional.empty();
    }

    @Override public Optional<SignedCheckpoint> last() {
      return Optional.empty();
    }
  };

  Optional<SignedCheckpoint> number(long number);

  /** With the greatest number. */
  Optional<SignedCheckpoint> last();
}
