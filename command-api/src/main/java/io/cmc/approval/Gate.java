// SPDX-License-Identifier: Apache-2.0
package io.cmc.approval;

import io.cmc.journey.Phase;
import java.util.Arrays;
import java.util.Optional;

/** Where a plan may ask for approvals. */
public enum Gate {
  /** Before anything is begun. */
  START(null),
  /** Before the first contracts are moved. */
  PNR_1(Phase.MOVE_CONTRACTS),
  /** Before traffic is let in on the target. */
  PNR_2(Phase.REOPEN),
  /** Before the source is retired. */
  RETIRE(Phase.RETIRE);

  private final Phase phase;

  Gate(Phase phase) {
    this.phase = phase;
  }

  /** The gate that stands before a phase. */
  public static Optional<Gate> before(Phase phase) {
    return Arrays.stream(values()).filter(g -> g.phase == phase).findFirst();
  }
}
