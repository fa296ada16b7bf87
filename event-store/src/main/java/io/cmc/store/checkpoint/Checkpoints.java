// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.checkpoint;

import io.cmc.seal.SignedCheckpoint;
import java.util.List;

/** The checkpoints that were made, for whoever keeps or publishes them elsewhere. */
public interface Checkpoints {

  /** @param number 0 for those from the first; @return the next ones in order, at most {@code max}, each once and for ever the same */
  List<SignedCheckpoint> after(long number, int max);
}
