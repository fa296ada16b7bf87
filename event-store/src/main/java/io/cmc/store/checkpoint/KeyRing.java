// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.checkpoint;

import io.cmc.seal.Checkpoint;
import io.cmc.seal.CheckpointKey;
import java.util.Optional;

/**
 * The keys at hand.
 *
 * @param current signs; empty: nobody signs here
 * @param previous signed until now and introduces the current one
 * @param lost fingerprint of a key that is gone: the current one goes on without having been introduced
 */
public record KeyRing(Optional<SigningKey> current, Optional<SigningKey> previous, Optional<String> lost) {

  /** @param introduced the key that signs from then on, where it is another */
  record Turn(SigningKey signer, Optional<CheckpointKey> introduced) {}

  /** Who signs after {@code last}; empty when the key that is due is not here. */
  Optional<Turn> after(Optional<Checkpoint> last) {
    if (current.isEmpty()) return Optional.empty();
    if (last.isEmpty()) return Optional.of(new Turn(current.get(), Optional.empty()));
    var due = last.get().successor();
    if (current.get().key().equals(due) || lost.filter(due.fingerprint()::equals).isPresent()) {
      return Optional.of(new Turn(current.get(), Optional.empty()));
    }
    return previous.filter(p -> p.key().equals(due)).map(p -> new Turn(p, current.map(SigningKey::key)));
  }
}
