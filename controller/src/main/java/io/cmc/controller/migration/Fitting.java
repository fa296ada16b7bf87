// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import io.cmc.controller.activity.Activity;
import io.cmc.controller.migration.MigrationState.Mode;
import io.cmc.controller.migration.MigrationState.Underway;
import io.cmc.controller.migration.Standing.AtGate;
import io.cmc.controller.migration.Standing.Between;
import io.cmc.controller.migration.Standing.Going;
import io.cmc.controller.migration.Standing.Looking;
import io.cmc.controller.migration.Standing.OnDomains;
import io.cmc.controller.migration.Standing.Soaking;
import io.cmc.event.MigrationEvent.AtDomains;
import io.cmc.event.MigrationEvent.BarrierLookBegan;
import io.cmc.event.MigrationEvent.BarrierPassed;
import io.cmc.event.MigrationEvent.DomainsChecked;
import io.cmc.event.MigrationEvent.DrainBeganAgain;
import io.cmc.event.MigrationEvent.ExcludedSentBack;
import io.cmc.event.MigrationEvent.ForeignChangeSeen;
import io.cmc.event.MigrationEvent.GateHeld;
import io.cmc.event.MigrationEvent.MigrationAborted;
import io.cmc.event.MigrationEvent.MigrationCompleted;
import io.cmc.event.MigrationEvent.MigrationRestored;
import io.cmc.event.MigrationEvent.OnCourse;
import io.cmc.event.MigrationEvent.PanicEnded;
import io.cmc.event.MigrationEvent.ParticipantsLookedAt;
import io.cmc.event.MigrationEvent.ParticipantsParked;
import io.cmc.event.MigrationEvent.ParticipantsReached;
import io.cmc.event.MigrationEvent.ParticipantsReconciled;
import io.cmc.event.MigrationEvent.ParticipantsUnparked;
import io.cmc.event.MigrationEvent.PhaseBegan;
import io.cmc.event.MigrationEvent.PhaseEnded;
import io.cmc.event.MigrationEvent.PhaseOverdue;
import io.cmc.event.MigrationEvent.PointOfNoReturnCrossed;
import io.cmc.event.MigrationEvent.PointOfNoReturnTakenBack;
import io.cmc.event.MigrationEvent.PreflightBlocked;
import io.cmc.event.MigrationEvent.PreflightPassed;
import io.cmc.event.MigrationEvent.RateEased;
import io.cmc.event.MigrationEvent.RatesLowered;
import io.cmc.event.MigrationEvent.RatesRestored;
import io.cmc.event.MigrationEvent.RatesSaved;
import io.cmc.event.MigrationEvent.ReconcileBegan;
import io.cmc.event.MigrationEvent.ReconcileEnded;
import io.cmc.event.MigrationEvent.SoakBegan;
import io.cmc.event.MigrationEvent.SoakEnded;
import io.cmc.event.MigrationEvent.HooksAgreed;
import io.cmc.event.MigrationEvent.SourceBackupTaken;
import io.cmc.event.MigrationEvent.SourceRetired;
import io.cmc.event.MigrationEvent.StageBegan;
import io.cmc.event.MigrationEvent.WindowTooShort;
import io.cmc.event.MigrationEvent.WorkSeenInFlight;
import io.cmc.journey.Assignment;

/** Which events can have happened to a migration where it stands. */
final class Fitting {

  private Fitting() {}

  static boolean fits(Underway u, OnCourse event) {
    return switch (event) {
      case StageBegan e -> u.course().through(e.stage()) >= 0 && (between(u) || fellBack(u, e) || approved(u, e));
      case ParticipantsReached e -> u.standing() instanceof Going g && g.stage() == e.stage() && g.round() == e.round();
      case BarrierLookBegan e -> between(u) && u.course().barrier(e.stage()) >= 0;
      case ParticipantsLookedAt e -> u.standing() instanceof Looking l && l.stage() == e.stage() && l.round() == e.round();
      case BarrierPassed e -> u.standing() instanceof Looking l && l.stage() == e.stage() && l.pending().isEmpty() && l.allHold() && !Again.isDue(u, l);
      case PhaseBegan e -> between(u) && u.phase().isEmpty();
      case PhaseEnded e -> between(u) && u.phase().filter(p -> p == e.phase()).isPresent();
      case GateHeld e -> between(u);
      case PointOfNoReturnCrossed e -> between(u) && u.mode() == Mode.FORWARD;
      case SoakBegan e -> between(u) && u.mode() == Mode.FORWARD;
      case SoakEnded e -> u.standing() instanceof Soaking;
      case PreflightPassed e -> between(u) && u.mode() == Mode.CHECK;
      case PreflightBlocked e -> between(u) && u.mode() == Mode.CHECK;
      case MigrationAborted e -> between(u) && u.mode() == Mode.BACK;
      case MigrationCompleted e -> between(u) && u.mode() == Mode.FORWARD;
      case ParticipantsParked e -> true;
      case ParticipantsUnparked e -> true;
      case WorkSeenInFlight e -> u.standing() instanceof Looking l && l.stage() == e.stage() && l.round() == e.round();
      case DrainBeganAgain e -> u.standing() instanceof Looking l && l.pending().isEmpty() && Again.isDue(u, l);
      case PointOfNoReturnTakenBack e -> between(u) && u.mode() == Mode.RESTORE;
      case MigrationRestored e -> between(u) && u.mode() == Mode.RESTORE;
      case ExcludedSentBack e -> u.notes().fleet().sentBack().stream().noneMatch(e.participants()::contains);
      case ForeignChangeSeen e -> u.mode() != Mode.CHECK;
      case ReconcileBegan e -> u.notes().stops().reconciling().isEmpty() && e.run() == u.notes().counts().reconciles() + 1;
      case ParticipantsReconciled e -> u.notes().stops().reconciling().filter(r -> r.run() == e.run()).isPresent();
      case ReconcileEnded e -> u.notes().stops().reconciling().filter(r -> r.run() == e.run() && r.pending().isEmpty()).isPresent();
      case PanicEnded e -> u.notes().stops().panicked();
      case WindowTooShort e -> (between(u) || u.standing() instanceof AtGate) && u.mode() == Mode.FORWARD;
      case PhaseOverdue e -> u.phase().filter(p -> p == e.phase()).isPresent();
    };
  }

  static boolean fits(OnDomains d, AtDomains event) {
    return d.activity() instanceof Activity.Doing s && switch (event) {
      case DomainsChecked e -> s.assignment() instanceof Assignment.CheckDomains;
      case RatesSaved e -> s.assignment() instanceof Assignment.SaveRates;
      case RatesLowered e -> s.assignment() instanceof Assignment.LowerRates;
      case RateEased e -> s.assignment() instanceof Assignment.EaseRate;
      case RatesRestored e -> s.assignment() instanceof Assignment.RestoreTargetRate || s.assignment() instanceof Assignment.RestoreSourceRate;
      case SourceBackupTaken e -> s.assignment() instanceof Assignment.BackUpSource;
      case SourceRetired e -> s.assignment() instanceof Assignment.RetireSource;
      case HooksAgreed e -> s.assignment() instanceof Assignment.AskHooks a && a.gate() == e.gate();
    };
  }

  private static boolean between(Underway u) {
    return u.standing() instanceof Between;
  }

  /** With the last approval hooks are asked that stand at the same gate. */
  private static boolean approved(Underway u, StageBegan e) {
    return e.stage().asksHooks() && u.standing() instanceof AtGate g && g.gate() == e.stage().phase();
  }

  private static boolean fellBack(Underway u, StageBegan e) {
    return u.standing() instanceof Looking l && l.stage() == e.stage() && l.pending().isEmpty() && l.fellBack().containsAll(e.participants())
        && e.round() == l.round() + 1;
  }
}
