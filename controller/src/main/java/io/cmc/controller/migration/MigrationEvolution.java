// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import io.cmc.controller.activity.Activity;
import io.cmc.controller.activity.BrokenHistory;
import io.cmc.controller.migration.MigrationState.*;
import io.cmc.controller.migration.Standing.*;
import io.cmc.approval.Consents;
import io.cmc.approval.Deed;
import io.cmc.approval.Gate;
import io.cmc.controller.activity.OpenIncidents;
import io.cmc.event.ApprovalEvent;
import io.cmc.event.ApprovalEvent.GateCrossed;
import io.cmc.event.IncidentEvent;
import io.cmc.event.MigrationEvent.HooksAgreed;
import io.cmc.event.MigrationEvent.*;
import io.cmc.event.MigrationEvent;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.event.StepEvent;
import io.cmc.id.NodeName;
import io.cmc.journey.Confirmation;
import io.cmc.journey.PointOfNoReturn;
import io.cmc.journey.WayBack;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a migration is after an event. Throws {@link BrokenHistory} on one that does not fit. */
public final class MigrationEvolution {

  private MigrationEvolution() {}

  public static MigrationState evolve(MigrationState state, MigrationEvent event) {
    return switch (state) {
      case Unplanned u when event instanceof MigrationPlanned e -> new Planned(e.plan(), e.hash(), 0, 0, Consents.of(e.hash()), OpenIncidents.NONE);
      case Planned p when event instanceof ApprovalEvent e -> p.with(e.after(p.consents()));
      case Planned p when event instanceof IncidentEvent e -> p.with(p.incidents().evolve(e));
      case Planned p when event instanceof PreflightBegan e -> setOut(p, Mode.CHECK, Course.check(), e.run());
      case Planned p when event instanceof MigrationStarted e -> setOut(p, Mode.FORWARD, Course.forward(p.plan()), p.runs());
      case Underway u -> underway(u, event);
      case Ended e when event instanceof IncidentEvent i -> e.with(e.incidents().evolve(i));
      default -> throw new BrokenHistory(state, event);
    };
  }

  private static Underway setOut(Planned kept, Mode mode, Course course, int runs) {
    return new Underway(kept.plan(), kept.hash(), mode, course, -1, Optional.empty(), new Between(), Notes.none(runs, kept.requests(), kept.incidents(), kept.consents()));
  }

  private static MigrationState underway(Underway u, MigrationEvent event) {
    return switch (event) {
      case Ordered e -> ordered(u, e);
      case OnCourse e -> onCourse(u, e);
      case AtDomains e -> atDomains(u, e);
      case StepEvent e -> step(u, e);
      case IncidentEvent e -> u.with(u.notes().with(u.notes().incidents().evolve(e)));
      case GateCrossed e -> crossed(u, e);
      case ApprovalEvent e -> u.with(u.notes().with(e.after(u.notes().consents())));
    };
  }

  /** With the last approval a migration that waits at the gate goes on. */
  private static Underway crossed(Underway u, GateCrossed e) {
    var waits = u.standing() instanceof AtGate g && Gate.before(g.gate()).filter(e.gate()::equals).isPresent();
    if (!waits && !(u.standing() instanceof Between) || u.notes().consents().hasCrossed(e.gate())) throw new BrokenHistory(u, e);
    return u.with(new Between()).with(u.notes().with(e.after(u.notes().consents())));
  }

  private static MigrationState ordered(Underway u, Ordered event) {
    return switch (event) {
      case MigrationHeld e when !u.notes().stops().held() -> u.with(u.notes().stops().hold());
      case MigrationResumed e when u.notes().stops().held() -> u.with(u.notes().stops().resume());
      case PanicStopped e when !u.notes().stops().panicked() || u.notes().stops().leavesPanic() -> u.with(u.notes().stops().panic());
      case DifferencesAccepted e -> accepted(u);
      case CheckWaived e -> waived(u, e);
      case ExclusionProposed e -> Exclusions.proposed(u, e);
      case ParticipantExcluded e when u.notes().wayBack() == WayBack.FREE -> Exclusions.excluded(u, e);
      case MigrationAmended e -> u.by(e.plan());
      case GateReleased e when u.standing() instanceof AtGate g && g.gate() == e.gate() -> u.with(new Between()).with(u.notes().released(e.gate()));
      case ExternallyConfirmed e -> confirmed(u, e);
      case AbortBegan e when u.mode() == Mode.FORWARD && u.notes().wayBack() == WayBack.FREE -> turnBack(u);
      case RestoreBegan e when u.mode() == Mode.FORWARD && u.notes().wayBack() == WayBack.RESTORE_ALL -> restore(u);
      default -> throw new BrokenHistory(u, event);
    };
  }

  private static Underway accepted(Underway u) {
    return u.with(u.notes().with(u.notes().stops().accepted()).with(u.notes().consents().settled(Deed.ACCEPT_DIFFERENCES, "differences")));
  }

  private static Underway waived(Underway u, CheckWaived e) {
    var notes = u.notes().with(u.notes().consents().settled(Deed.WAIVE, e.node() + " " + e.check()));
    return u.with(e.node().isDomains() ? notes.waived(e.check()) : notes);
  }

  private static Underway confirmed(Underway u, ExternallyConfirmed e) {
    if (e.what() == Confirmation.SOURCE_STOPPED) return u;
    if (!(u.standing() instanceof OnDomains)) throw new BrokenHistory(u, e);
    return u.with(new Between()).with(e.what() == Confirmation.INGRESS_CLOSED ? u.notes().hasClosedOutside() : u.notes());
  }

  private static Underway turnBack(Underway u) {
    return new Underway(u.plan(), u.hash(), Mode.BACK, back(u), -1, Optional.empty(), new Between(), u.notes().parked(Set.of()));
  }

  private static Course back(Underway u) {
    return Course.back(u.plan().closing(), closed(u));
  }

  private static Underway restore(Underway u) {
    var notes = u.notes().with(u.notes().fleet().parked(Set.of()).blocked(Set.of()));
    return new Underway(u.plan(), u.hash(), Mode.RESTORE, Course.restore(u.plan().closing(), closed(u)), -1, Optional.empty(), new Between(), notes);
  }

  /** Whether anything was closed that is not a participant's own. */
  private static boolean closed(Underway u) {
    return u.notes().domains().rates().isPresent() || u.notes().domains().closedOutside();
  }

  private static MigrationState onCourse(Underway u, OnCourse event) {
    if (!Fitting.fits(u, event)) throw new BrokenHistory(u, event);
    return switch (event) {
      case PhaseBegan e -> u.in(Optional.of(e.phase()));
      case PhaseEnded e -> u.in(Optional.empty());
      case StageBegan e when e.stage().onParticipants() ->
          u.at(u.course().through(e.stage()), new Going(e.stage(), e.round(), new TreeSet<>(e.participants())))
              .with(u.notes().round(e.stage(), e.round()));
      case StageBegan e -> u.at(u.course().through(e.stage()), new OnDomains(e.stage(), e.round(), new Activity.Idle()));
      case ParticipantsReached e when u.standing() instanceof Going g -> reached(u, g, e);
      case BarrierLookBegan e -> u.at(u.course().barrier(e.stage()), new Looking(e.stage(), e.round(), new TreeSet<>(u.plan().names()), Set.of(), Set.of()));
      case ParticipantsLookedAt e when u.standing() instanceof Looking l -> u.with(l.seen(e.holding(), e.fellBack(), Set.of()));
      case WorkSeenInFlight e when u.standing() instanceof Looking l -> u.with(l.seen(Set.of(), Set.of(), e.participants()));
      case DrainBeganAgain e -> u.on(Mode.FORWARD, Course.again(u.plan())).with(u.notes().pass(e.pass()));
      case PointOfNoReturnTakenBack e -> u.on(Mode.BACK, back(u)).with(u.notes().wayBack(WayBack.FREE));
      case ExcludedSentBack e -> Exclusions.sentBack(u, e);
      case ForeignChangeSeen e -> Again.changed(u, e);
      case ReconcileBegan e -> Reconciles.begun(u, e);
      case ParticipantsReconciled e -> u.notes().stops().reconciling().map(c -> Reconciles.seen(u, c, e)).orElseThrow(() -> new BrokenHistory(u, e));
      case ReconcileEnded e -> u.with(u.notes().stops().reconciled(Set.copyOf(e.differing())));
      case PanicEnded e -> u.with(u.notes().stops().calm());
      case WindowTooShort e -> u;
      case BarrierPassed e -> u.with(new Between());
      case GateHeld e -> u.with(new AtGate(e.gate()));
      case PointOfNoReturnCrossed e ->
          u.with(u.notes().wayBack(e.point() == PointOfNoReturn.PNR_1 ? WayBack.RESTORE_ALL : WayBack.FORWARD_ONLY));
      case ParticipantsParked e -> u.with(u.notes().parked(Sets.plus(u.notes().fleet().parked(), e.participants())));
      case ParticipantsUnparked e -> u.with(u.notes().parked(Sets.minus(u.notes().fleet().parked(), e.participants())));
      case PhaseOverdue e -> u;
      case SoakBegan e -> u.with(new Soaking(e.until()));
      case SoakEnded e -> u.with(new Between()).with(u.notes().hasSoaked());
      case PreflightPassed e -> new Planned(u.plan(), u.hash(), e.run(), u.notes().counts().requests(), u.consents(), u.incidents());
      case PreflightBlocked e -> new Planned(u.plan(), u.hash(), e.run(), u.notes().counts().requests(), u.consents(), u.incidents());
      case MigrationAborted e -> new Aborted(u.plan(), u.hash(), u.consents(), u.incidents());
      case MigrationCompleted e -> new Completed(u.plan(), u.hash(), u.consents(), u.incidents());
      case MigrationRestored e -> new Restored(u.plan(), u.hash(), u.consents(), u.incidents());
      default -> throw new BrokenHistory(u, event);
    };
  }

  private static Underway reached(Underway u, Going g, ParticipantsReached e) {
    var pending = Sets.minus(g.pending(), e.participants());
    var next = pending.isEmpty() ? new Between() : new Going(g.stage(), g.round(), pending);
    return u.with(next).with(u.notes().blocked(new TreeSet<>(e.blocked())));
  }

  private static Underway atDomains(Underway u, AtDomains event) {
    if (!(u.standing() instanceof OnDomains d) || !Fitting.fits(d, event)) throw new BrokenHistory(u, event);
    return switch (event) {
      case RatesSaved e -> u.with(new OnDomains(d.stage(), d.round(), new Activity.Idle())).with(u.notes().rates(e.rates()));
      case DomainsChecked e when !e.result().passes() && u.mode() == Mode.CHECK ->
          u.with(new Between()).with(u.notes().blocked(Set.of(NodeName.DOMAINS)));
      case DomainsChecked e when !e.result().passes() -> u;
      case DomainsChecked e -> u.with(new Between());
      case RatesLowered e -> u.with(new Between());
      case RateEased e -> u.with(new Between());
      case RatesRestored e -> u.with(new Between());
      case SourceBackupTaken e -> u.with(new Between());
      case SourceRetired e -> u.with(new Between());
      case HooksAgreed e -> u.with(new Between());
    };
  }

  private static Underway step(Underway u, StepEvent event) {
    if (!(u.standing() instanceof OnDomains d)) throw new BrokenHistory(u, event);
    var next = u.with(new OnDomains(d.stage(), d.round(), Activity.evolve(d.activity(), event)));
    return event instanceof StepRequested ? next.with(next.notes().requested()) : next;
  }
}
