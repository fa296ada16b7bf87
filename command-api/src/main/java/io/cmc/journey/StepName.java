// SPDX-License-Identifier: Apache-2.0
package io.cmc.journey;

/** One thing done on one node. {@code mutating} ones change it; the others only read. */
public enum StepName {
  CHECK_DOMAINS(false), CHECK_PARTICIPANT(false),
  SAVE_SETTINGS(false), LOWER_LIMITS(true), SEE_CLOSED(false),
  SAVE_RATES(false), LOWER_RATES(true), CONFIRM_CLOSED(false),
  DRAIN(false), LIST_CONTRACTS(false),
  LEAVE_SOURCE(true),
  BACK_UP(true), BACK_UP_SOURCE(true), PROVE_BACKUP(true),
  MOVE_CONTRACTS(true),
  JOIN_TARGET(true),
  COMPARE_CONTRACTS(false), EASE_LIMITS(true), EASE_RATE(true), PING(true),
  RESTORE_LIMITS(true), CONNECT_AUTOMATICALLY(true), RESTORE_TARGET_RATE(true), CONFIRM_OPEN(false),
  RETIRE_SOURCE(false),
  SEE_UNMOVED(false), STOP_PARTICIPANT(true), RESTORE_DATABASE(true), START_PARTICIPANT(true),
  REJOIN_SOURCE(true), RESTORE_SOURCE_RATE(true),
  ASK_HOOKS(true),
  LOOK_AGAIN(false);

  private final boolean mutating;

  StepName(boolean mutating) {
    this.mutating = mutating;
  }

  public boolean mutating() {
    return mutating;
  }
}
