// SPDX-License-Identifier: Apache-2.0
package io.cmc.journey;

import static io.cmc.journey.Phase.*;

import java.util.List;

/**
 * A part of a phase that all participants (or the two domains) go through before the next begins. The steps of a stage follow
 * one another on each participant without waiting for the others.
 */
public enum Stage {
  HOOKS_BEFORE_START(PREFLIGHT, false, StepName.ASK_HOOKS),
  CHECK_DOMAINS(PREFLIGHT, false, StepName.CHECK_DOMAINS),
  CHECK_PARTICIPANTS(PREFLIGHT, true, StepName.CHECK_PARTICIPANT),

  SAVE_RATES(QUIESCE, false, StepName.SAVE_RATES, StepName.LOWER_RATES),
  CONFIRM_CLOSED(QUIESCE, false, StepName.CONFIRM_CLOSED),
  CLOSE(QUIESCE, true, StepName.SAVE_SETTINGS, StepName.LOWER_LIMITS),
  SEE_CLOSED(QUIESCE, true, StepName.SAVE_SETTINGS, StepName.SEE_CLOSED),

  /** In a further pass: back to the source, still closed. */
  BACK_TO_DRAIN(Phase.DRAIN, true, StepName.REJOIN_SOURCE),
  DRAIN(Phase.DRAIN, true, StepName.DRAIN, StepName.LIST_CONTRACTS),
  LEAVE(DISCONNECT, true, StepName.LEAVE_SOURCE),
  BACK_UP(Phase.BACK_UP, true, StepName.BACK_UP),
  BACK_UP_SOURCE(Phase.BACK_UP, false, StepName.BACK_UP_SOURCE),
  PROVE_BACKUPS(Phase.BACK_UP, true, StepName.PROVE_BACKUP),
  HOOKS_BEFORE_MOVE(MOVE_CONTRACTS, false, StepName.ASK_HOOKS),
  MOVE(MOVE_CONTRACTS, true, StepName.MOVE_CONTRACTS),
  JOIN(RECONNECT, true, StepName.JOIN_TARGET),

  COMPARE(VERIFY, true, StepName.COMPARE_CONTRACTS),
  EASE(VERIFY, true, StepName.EASE_LIMITS),
  EASE_RATE(VERIFY, false, StepName.EASE_RATE),
  PING(VERIFY, true, StepName.PING),

  HOOKS_BEFORE_REOPEN(REOPEN, false, StepName.ASK_HOOKS),
  OPEN(REOPEN, true, StepName.RESTORE_LIMITS, StepName.CONNECT_AUTOMATICALLY),
  OPEN_RATE(REOPEN, false, StepName.RESTORE_TARGET_RATE),
  CONFIRM_OPEN(REOPEN, false, StepName.CONFIRM_OPEN),
  SET_AUTOMATIC(REOPEN, true, StepName.CONNECT_AUTOMATICALLY),

  HOOKS_BEFORE_RETIRE(Phase.RETIRE, false, StepName.ASK_HOOKS),
  RETIRE(Phase.RETIRE, false, StepName.RETIRE_SOURCE),

  /** Who began to move is told as one whose check blocks. */
  SEE_UNMOVED(RESTORE, true, StepName.SEE_UNMOVED),
  STOP(RESTORE, true, StepName.STOP_PARTICIPANT),
  RESTORE_DATABASES(RESTORE, true, StepName.RESTORE_DATABASE),
  START(RESTORE, true, StepName.START_PARTICIPANT),
  REJOIN(ABORT, true, StepName.REJOIN_SOURCE),
  /** Whom the barrier behind it found off the source again is connected first, and was compared already. */
  COMPARE_RESTORED(ABORT, true, StepName.REJOIN_SOURCE, StepName.COMPARE_CONTRACTS),
  REOPEN_SOURCE(ABORT, true, StepName.RESTORE_LIMITS),
  REOPEN_SOURCE_RATE(ABORT, false, StepName.RESTORE_SOURCE_RATE),
  CONFIRM_SOURCE_OPEN(ABORT, false, StepName.CONFIRM_OPEN),
  /** An excluded participant goes back by itself, after the others have left. */
  RETURN_EXCLUDED(ABORT, true, StepName.REJOIN_SOURCE, StepName.RESTORE_LIMITS);

  private final Phase phase;
  private final boolean onParticipants;
  private final List<StepName> steps;

  Stage(Phase phase, boolean onParticipants, StepName... steps) {
    this.phase = phase;
    this.onParticipants = onParticipants;
    this.steps = List.of(steps);
  }

  public Phase phase() {
    return phase;
  }

  /** Whether every participant goes through it; otherwise it concerns the two domains. */
  public boolean onParticipants() {
    return onParticipants;
  }

  /** Whether the hooks are asked in it that stand before its phase; the phase has not begun then. */
  public boolean asksHooks() {
    return steps.contains(StepName.ASK_HOOKS);
  }

  public List<StepName> steps() {
    return steps;
  }
}
