// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.names;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.jsontype.NamedType;
import io.cmc.journey.Assignment;
import io.cmc.journey.StepName;
import java.util.Map;

/** What is stored in {@code step} for each kind of assignment. */
final class AssignmentNames {

  static final Map<Class<? extends Assignment>, StepName> TABLE = Map.ofEntries(
      entry(Assignment.CheckDomains.class, StepName.CHECK_DOMAINS),
      entry(Assignment.CheckParticipant.class, StepName.CHECK_PARTICIPANT),
      entry(Assignment.SaveSettings.class, StepName.SAVE_SETTINGS),
      entry(Assignment.LowerLimits.class, StepName.LOWER_LIMITS),
      entry(Assignment.SeeClosed.class, StepName.SEE_CLOSED),
      entry(Assignment.SaveRates.class, StepName.SAVE_RATES),
      entry(Assignment.LowerRates.class, StepName.LOWER_RATES),
      entry(Assignment.ConfirmClosed.class, StepName.CONFIRM_CLOSED),
      entry(Assignment.Drain.class, StepName.DRAIN),
      entry(Assignment.ListContracts.class, StepName.LIST_CONTRACTS),
      entry(Assignment.LeaveSource.class, StepName.LEAVE_SOURCE),
      entry(Assignment.BackUp.class, StepName.BACK_UP),
      entry(Assignment.BackUpSource.class, StepName.BACK_UP_SOURCE),
      entry(Assignment.MoveContracts.class, StepName.MOVE_CONTRACTS),
      entry(Assignment.JoinTarget.class, StepName.JOIN_TARGET),
      entry(Assignment.CompareContracts.class, StepName.COMPARE_CONTRACTS),
      entry(Assignment.EaseLimits.class, StepName.EASE_LIMITS),
      entry(Assignment.EaseRate.class, StepName.EASE_RATE),
      entry(Assignment.Ping.class, StepName.PING),
      entry(Assignment.RestoreLimits.class, StepName.RESTORE_LIMITS),
      entry(Assignment.ConnectAutomatically.class, StepName.CONNECT_AUTOMATICALLY),
      entry(Assignment.RestoreTargetRate.class, StepName.RESTORE_TARGET_RATE),
      entry(Assignment.ConfirmOpen.class, StepName.CONFIRM_OPEN),
      entry(Assignment.RetireSource.class, StepName.RETIRE_SOURCE),
      entry(Assignment.RejoinSource.class, StepName.REJOIN_SOURCE),
      entry(Assignment.ProveBackup.class, StepName.PROVE_BACKUP),
      entry(Assignment.SeeUnmoved.class, StepName.SEE_UNMOVED),
      entry(Assignment.StopParticipant.class, StepName.STOP_PARTICIPANT),
      entry(Assignment.RestoreDatabase.class, StepName.RESTORE_DATABASE),
      entry(Assignment.StartParticipant.class, StepName.START_PARTICIPANT),
      entry(Assignment.RestoreSourceRate.class, StepName.RESTORE_SOURCE_RATE),
      entry(Assignment.AskHooks.class, StepName.ASK_HOOKS),
      entry(Assignment.LookAgain.class, StepName.LOOK_AGAIN));

  private AssignmentNames() {}

  static NamedType named(Class<? extends Assignment> type, StepName step) {
    return new NamedType(type, step.name());
  }
}
