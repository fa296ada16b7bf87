// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.participant;

import io.cmc.controller.participant.Journey.OnTheWay;
import io.cmc.controller.participant.Position.*;
import io.cmc.journey.Assignment.PingTarget;
import io.cmc.journey.Assignment;
import io.cmc.journey.StepName;
import io.cmc.plan.BackupStrategy;
import java.util.List;

/** Which step may be asked for at which position, and with which facts: what a position does not hold cannot be assigned. */
sealed interface Steering {

  record Do(Assignment assignment) implements Steering {}

  /** The step's goal lies behind this position. */
  record Behind() implements Steering {}

  /** What the step would find out is told by the position already: the participant has begun to move. */
  record Told() implements Steering {}

  /** The step is not to be asked for here. */
  record Misfit() implements Steering {}

  Steering BEHIND = new Behind();
  Steering TOLD = new Told();
  Steering MISFIT = new Misfit();

  static Steering of(StepName step, OnTheWay journey, boolean binding, List<PingTarget> pings) {
    var at = journey.position();
    return switch (step) {
      case CHECK_PARTICIPANT -> at instanceof Enrolled ? new Do(new Assignment.CheckParticipant(binding)) : MISFIT;
      case SAVE_SETTINGS -> at instanceof Enrolled ? new Do(new Assignment.SaveSettings()) : BEHIND;
      case LOWER_LIMITS -> at instanceof Saved ? new Do(new Assignment.LowerLimits()) : MISFIT;
      case SEE_CLOSED -> at instanceof Saved ? new Do(new Assignment.SeeClosed()) : MISFIT;
      case DRAIN -> at instanceof Quiesced ? new Do(new Assignment.Drain()) : at instanceof Drained ? BEHIND : MISFIT;
      case LIST_CONTRACTS -> at instanceof Drained ? new Do(new Assignment.ListContracts()) : MISFIT;
      case LEAVE_SOURCE -> at instanceof Counted s ? new Do(new Assignment.LeaveSource(s.settings())) : MISFIT;
      case BACK_UP -> at instanceof Disconnected ? new Do(new Assignment.BackUp()) : MISFIT;
      case MOVE_CONTRACTS -> at instanceof BackedUp s ? new Do(new Assignment.MoveContracts(s.backup())) : MISFIT;
      case JOIN_TARGET -> at instanceof Moved s ? new Do(new Assignment.JoinTarget(s.settings())) : MISFIT;
      case PROVE_BACKUP -> prove(at);
      case COMPARE_CONTRACTS -> compare(at);
      case EASE_LIMITS -> at instanceof Compared s ? new Do(new Assignment.EaseLimits(s.settings())) : MISFIT;
      case PING -> at instanceof Compared || at instanceof Eased ? new Do(new Assignment.Ping(pings)) : MISFIT;
      case RESTORE_LIMITS -> restore(at);
      case CONNECT_AUTOMATICALLY -> connect(at);
      case SEE_UNMOVED -> at instanceof BackedUp ? new Do(new Assignment.SeeUnmoved(journey.marks().moveIntended())) : TOLD;
      case STOP_PARTICIPANT -> at instanceof BackedUpBefore ? new Do(new Assignment.StopParticipant()) : MISFIT;
      case RESTORE_DATABASE -> at instanceof Stopped s ? new Do(new Assignment.RestoreDatabase(s.backup())) : MISFIT;
      case START_PARTICIPANT -> at instanceof Restored ? new Do(new Assignment.StartParticipant()) : MISFIT;
      case REJOIN_SOURCE -> rejoin(at);
      default -> MISFIT;
    };
  }

  /** What somebody else backed up is for somebody else to prove. */
  private static Steering prove(Position at) {
    if (!(at instanceof BackedUp s)) return MISFIT;
    return s.backup().strategy() == BackupStrategy.CONFIRM ? BEHIND : new Do(new Assignment.ProveBackup(s.backup()));
  }

  private static Steering compare(Position at) {
    return switch (at) {
      case Reconnected s -> new Do(new Assignment.CompareContracts(s.before()));
      case Recovered s -> new Do(new Assignment.CompareContracts(s.before()));
      case Rejoined s -> BEHIND;
      default -> MISFIT;
    };
  }

  private static Steering restore(Position at) {
    return switch (at) {
      case Verified s -> new Do(new Assignment.RestoreLimits(s.settings()));
      case Rejoined s -> new Do(new Assignment.RestoreLimits(s.settings()));
      case Reopened s -> BEHIND;
      case Enrolled s -> BEHIND;
      default -> MISFIT;
    };
  }

  private static Steering connect(Position at) {
    return switch (at) {
      case Verified s -> new Do(new Assignment.ConnectAutomatically(s.settings()));
      case Reopened s -> new Do(new Assignment.ConnectAutomatically(s.settings()));
      default -> MISFIT;
    };
  }

  /** A participant whose settings were not even read has nothing to go back from. */
  private static Steering rejoin(Position at) {
    return switch (at) {
      case Enrolled s -> BEHIND;
      case Saved s -> new Do(new Assignment.RejoinSource(s.settings()));
      case Quiesced s -> new Do(new Assignment.RejoinSource(s.settings()));
      case Drained s -> new Do(new Assignment.RejoinSource(s.settings()));
      case Counted s -> new Do(new Assignment.RejoinSource(s.settings()));
      case Disconnected s -> new Do(new Assignment.RejoinSource(s.settings()));
      case BackedUp s -> new Do(new Assignment.RejoinSource(s.settings()));
      case Started s -> new Do(new Assignment.RejoinSource(s.settings()));
      case Away s -> new Do(new Assignment.RejoinSource(s.settings()));
      case Recovered s -> BEHIND;
      default -> MISFIT;
    };
  }
}
