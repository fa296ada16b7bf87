// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import io.cmc.event.IncidentEvent.*;
import io.cmc.approval.Deed;
import io.cmc.event.ApprovalEvent;
import io.cmc.event.ApprovalEvent.GateCrossed;
import io.cmc.event.IncidentEvent;
import io.cmc.event.MigrationEvent;
import io.cmc.event.MigrationEvent.HooksAgreed;
import io.cmc.event.MigrationEvent.*;
import io.cmc.event.StepEvent;
import io.cmc.id.NodeName;
import io.cmc.journey.Confirmation;
import io.cmc.journey.Phase;
import io.cmc.journey.PointOfNoReturn;
import io.cmc.journey.Sighting;
import io.cmc.journey.WayBack;
import io.cmc.projection.Happened;
import io.cmc.projection.status.Departures.Change;
import io.cmc.projection.status.Departures.Exclusion;
import io.cmc.projection.status.Departures.Waiver;
import io.cmc.projection.status.MigrationRow.*;
import io.cmc.projection.status.Pauses.*;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a migration's row is after an event of its own stream. */
final class MigrationFold {

  private MigrationFold() {}

  static MigrationRow planned(MigrationPlanned e, long position) {
    var plan = e.plan();
    var outline = new Outline(e.hash(), plan.source().alias().value(), plan.target().alias().value(), plan.participants().size());
    var standing = new Standing(Lifecycle.PLANNED, Phase.PREFLIGHT, e.at(), WayBack.FREE, Optional.empty(), Optional.empty());
    var times = new Times(e.at(), Optional.empty(), Optional.empty(), List.of(), e.at());
    var domains = new Domains(Activity.idle(e.at()), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    return new MigrationRow(e.migration(), position, position, outline, standing, Pauses.NONE, times, domains,
        Departures.none(plan.terms().window()), 0, Agreement.of(plan, e.hash()));
  }

  static MigrationRow evolve(MigrationRow row, MigrationEvent event, Happened by) {
    return switch (event) {
      case Ordered e -> ordered(row, e, by);
      case OnCourse e -> course(row, e);
      case AtDomains e -> row.domains(atDomains(row.domains(), e));
      case StepEvent e -> row.domains(row.domains().doing(row.domains().activity().evolve(e)));
      case IncidentEvent e -> counted(row, e);
      case GateCrossed e -> agreed(row, e).pauses(row.pauses().gate(null));
      case ApprovalEvent e -> agreed(row, e);
    };
  }

  private static MigrationRow agreed(MigrationRow row, ApprovalEvent e) {
    return row.agreement().map(a -> row.agreement(a.consents(e.after(a.consents())))).orElse(row);
  }

  private static MigrationRow settled(MigrationRow row, Deed deed, String about) {
    return row.agreement().map(a -> row.agreement(a.consents(a.consents().settled(deed, about)))).orElse(row);
  }

  /** @param event of the migration's stream or of one of its participants' */
  static MigrationRow counted(MigrationRow row, IncidentEvent event) {
    return switch (event) {
      case IncidentOpened e -> row.incidents(row.incidents() + 1);
      case IncidentClosed e -> row.incidents(row.incidents() - 1);
      case IncidentAcknowledged e -> row;
      case IncidentCommented e -> row;
    };
  }

  private static MigrationRow ordered(MigrationRow row, Ordered event, Happened by) {
    var standing = row.standing();
    var pauses = row.pauses();
    return switch (event) {
      case MigrationPlanned e -> throw new IllegalStateException(e.migration() + " is planned a second time at " + by.position());
      case PreflightBegan e -> row.standing(standing.preflight(new Preflight(e.run(), List.of(), Optional.empty()))
          .lifecycle(Lifecycle.CHECKING)).times(row.times().phases(List.of()));
      case MigrationStarted e -> row.standing(standing.lifecycle(Lifecycle.RUNNING).phase(standing.phase(), e.at()))
          .times(row.times().phases(List.of()).started(e.at()));
      case MigrationHeld e -> row.pauses(pauses.hold(new Hold(by.actor(), e.reason(), e.at())));
      // what was noticed on the way is looked for anew
      case MigrationResumed e -> row.pauses(pauses.hold(null).without(Difference::foreign));
      case GateReleased e -> row.pauses(pauses.gate(null));
      // the source must still be seen to be gone
      case ExternallyConfirmed e when e.what() == Confirmation.SOURCE_STOPPED -> row;
      case ExternallyConfirmed e -> row.domains(row.domains().doing(Activity.idle(e.at())));
      case AbortBegan e -> turned(row, Lifecycle.ABORTING, Phase.ABORT, e.at());
      case RestoreBegan e -> turned(row, Lifecycle.RESTORING, Phase.RESTORE, e.at());
      case PanicStopped e -> row.pauses(pauses.panic(new Panic(by.actor(), e.reason(), e.at())));
      case DifferencesAccepted e -> settled(row, Deed.ACCEPT_DIFFERENCES, "differences").pauses(pauses.without(d -> e.nodes().contains(d.node())));
      case CheckWaived e -> settled(row, Deed.WAIVE, e.node() + " " + e.check()).departures(row.departures().with(new Waiver(e.node(), e.check(), by.actor(), by.reason(), e.at())));
      case ExclusionProposed e -> row.departures(row.departures().with(
          new Exclusion(e.participant(), e.shown(), by.actor(), Optional.empty(), e.at())));
      case ParticipantExcluded e -> excluded(row, e, by);
      case MigrationAmended e -> row.departures(row.departures().amended(
          e.changes().stream().map(c -> new Change(c.what(), c.before(), c.after(), by.actor(), e.at())).toList(),
          e.plan().terms().window(), by.position()));
    };
  }

  private static MigrationRow turned(MigrationRow row, Lifecycle lifecycle, Phase phase, Instant at) {
    return row.standing(row.standing().lifecycle(lifecycle).phase(phase, at).stage(null)).pauses(row.pauses().turnedBack())
        .times(end(row.times(), p -> true, at)).domains(row.domains().doing(Activity.idle(at)));
  }

  private static MigrationRow excluded(MigrationRow row, ParticipantExcluded e, Happened by) {
    var before = row.departures().exclusions().stream().filter(x -> x.node().equals(e.participant())).findFirst();
    var decided = new Exclusion(e.participant(), before.map(Exclusion::shown).orElse(""), before.map(Exclusion::proposed).orElse(""),
        Optional.of(by.actor()), e.at());
    var standing = row.standing().stage(row.standing().stage().map(StageRun::without).orElse(null));
    return row.departures(row.departures().with(decided)).standing(standing).pauses(row.pauses().without(e.participant()));
  }

  private static MigrationRow course(MigrationRow row, OnCourse event) {
    var standing = row.standing();
    var pauses = row.pauses();
    return switch (event) {
      case PreflightPassed e -> row.standing(checked(standing, e.run(), List.of(), e.at()));
      case PreflightBlocked e -> row.standing(checked(standing, e.run(), e.nodes(), e.at()));
      case PhaseBegan e -> row.standing(standing.phase(e.phase(), e.at())).times(begin(row.times(), e));
      case PhaseEnded e -> row.standing(standing.phase(after(e.phase()), e.at()).stage(null))
          .times(end(row.times(), p -> p.phase() == e.phase(), e.at())).pauses(pauses.overdue(null));
      case StageBegan e -> row.standing(standing.stage(new StageRun(e.stage(), e.round(), e.participants().size(), false, 0, e.at())));
      case ParticipantsReached e -> row.standing(standing.stage(run(standing).further(e.participants().size())));
      case BarrierLookBegan e ->
          row.standing(standing.stage(new StageRun(e.stage(), e.round(), row.moving(), true, 0, e.at())));
      case ParticipantsLookedAt e -> row.standing(standing.stage(run(standing).further(e.holding().size() + e.fellBack().size())));
      case BarrierPassed e -> row.standing(standing.stage(null)).domains(row.domains().doing(Activity.idle(e.at())));
      case GateHeld e -> row.pauses(pauses.gate(new Gate(e.gate(), e.at())));
      case PointOfNoReturnCrossed e -> row.standing(standing.wayBack(left(e.point())));
      // who is parked is told by the rows of the participants
      case ParticipantsParked e -> row;
      case ParticipantsUnparked e -> row;
      case PhaseOverdue e -> row.pauses(pauses.overdue(new Overdue(e.phase(), e.limit(), e.at())));
      case SoakBegan e -> row.pauses(pauses.soak(new Soak(e.until(), e.at())));
      case SoakEnded e -> row.pauses(pauses.soak(null));
      case MigrationAborted e -> ended(row, Lifecycle.ABORTED, e.at());
      case MigrationCompleted e -> ended(row, Lifecycle.COMPLETED, e.at());
      case MigrationRestored e -> ended(row, Lifecycle.RESTORED, e.at());
      case WorkSeenInFlight e -> row.standing(standing.stage(run(standing).further(e.participants().size())));
      case DrainBeganAgain e -> turned(row, standing.lifecycle(), Phase.DRAIN, e.at()).departures(row.departures().pass(e.pass()));
      case PointOfNoReturnTakenBack e -> turned(row.standing(standing.wayBack(WayBack.FREE)), Lifecycle.ABORTING, Phase.ABORT, e.at());
      // the hold that follows says why
      case WindowTooShort e -> row;
      // their own rows tell how far they are
      case ExcludedSentBack e -> row;
      case ForeignChangeSeen e -> row.pauses(pauses.differing(List.of(new Difference(e.participant(), e.recorded(), e.found(), true, e.at()))));
      case ReconcileBegan e -> row.pauses(pauses.without(d -> !d.foreign())
          .comparing(new Comparing(e.run(), e.cause(), e.participants().size(), 0, e.at())));
      case ParticipantsReconciled e -> row.pauses(reconciled(pauses, e));
      case ReconcileEnded e -> row.pauses(pauses.comparing(null).without(d -> e.differing().isEmpty() || !d.foreign() && !e.differing().contains(d.node())));
      case PanicEnded e -> row.pauses(pauses.panic(null));
    };
  }

  private static Pauses reconciled(Pauses pauses, ParticipantsReconciled e) {
    var differing = e.sightings().stream().filter(s -> s.kind() == Sighting.Kind.DIFFERS)
        .map(s -> new Difference(s.node(), s.recorded(), s.found(), false, e.at())).toList();
    return pauses.comparing(pauses.comparing().map(c -> c.further(e.sightings().size())).orElse(null)).differing(differing);
  }

  /** A check that found what blocks is no end of its step: it is parked, where it counts. */
  private static Domains atDomains(Domains domains, AtDomains event) {
    var known = learn(domains, event);
    return event instanceof DomainsChecked e && !e.result().passes() ? known : known.doing(Activity.idle(event.at()));
  }

  private static Domains learn(Domains domains, AtDomains event) {
    return switch (event) {
      case DomainsChecked e -> domains.checked(e.result());
      case RatesSaved e -> domains.saved(e.rates());
      case RatesLowered e -> domains.rates(0, 0);
      case RateEased e -> domains.rates(domains.rates().map(r -> r.source()).orElse(0), e.target());
      case RatesRestored e -> domains.rates(e.source(), e.target());
      case SourceBackupTaken e -> domains.backedUp(e.backup());
      case HooksAgreed e -> domains;
      case SourceRetired e -> domains.retired(e.found());
    };
  }

  private static Standing checked(Standing standing, int run, List<NodeName> blocked, Instant at) {
    return standing.preflight(new Preflight(run, List.copyOf(blocked), Optional.of(at))).stage(null).lifecycle(Lifecycle.PLANNED)
        .phase(Phase.PREFLIGHT, at);
  }

  private static StageRun run(Standing standing) {
    return standing.stage().orElseThrow(() -> new IllegalStateException("participants reached something while no stage was gone through"));
  }

  private static WayBack left(PointOfNoReturn crossed) {
    return switch (crossed) {
      case PNR_1 -> WayBack.RESTORE_ALL;
      case PNR_2 -> WayBack.FORWARD_ONLY;
    };
  }

  private static Phase after(Phase phase) {
    return switch (phase) {
      case RETIRE, ABORT -> phase;
      case RESTORE -> Phase.ABORT;
      default -> Phase.values()[phase.ordinal() + 1];
    };
  }

  private static Times begin(Times times, PhaseBegan e) {
    var phases = new ArrayList<>(times.phases());
    phases.add(new PhaseTime(e.phase(), e.at(), Optional.empty()));
    return times.phases(phases);
  }

  private static Times end(Times times, Predicate<PhaseTime> which, Instant at) {
    return times.phases(times.phases().stream()
        .map(p -> which.test(p) && p.ended().isEmpty() ? new PhaseTime(p.phase(), p.began(), Optional.of(at)) : p).toList());
  }

  private static MigrationRow ended(MigrationRow row, Lifecycle how, Instant at) {
    var last = row.times().phases().isEmpty() ? row.standing().phase() : row.times().phases().getLast().phase();
    return row.standing(row.standing().lifecycle(how).phase(last, at).stage(null)).pauses(Pauses.NONE).times(row.times().ended(at))
        .domains(row.domains().doing(Activity.idle(at)));
  }
}
