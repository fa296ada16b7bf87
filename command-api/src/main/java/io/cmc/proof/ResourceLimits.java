// SPDX-License-Identifier: Apache-2.0
package io.cmc.proof;

import java.util.Optional;

/**
 * Limits on a participant's own commands. An absent number means no limit (a negative number on Canton's wire, see docs/canton.md);
 * 0 refuses every command.
 *
 * @param maxBurstFactor as the node reports it
 */
public record ResourceLimits(Optional<Integer> maxDirtyRequests, Optional<Integer> maxRate, double maxBurstFactor) {

  /** Whether no command of the participant itself is accepted. */
  public boolean closed() {
    return maxDirtyRequests.filter(n -> n == 0).isPresent();
  }
}
