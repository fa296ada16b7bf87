// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.audit;

import static io.cmc.projection.audit.Sayings.counted;
import static io.cmc.projection.audit.Sayings.named;

import io.cmc.event.ApprovalEvent;
import io.cmc.event.IncidentEvent;
import io.cmc.event.MigrationEvent;
import io.cmc.event.MigrationEvent.HooksAgreed;
import io.cmc.event.MigrationEvent.*;
import io.cmc.event.StepEvent;
import io.cmc.journey.PointOfNoReturn;
import io.cmc.journey.Sighting;
import io.cmc.proof.HookAnswer;
import java.util.stream.Collectors;

final class MigrationSayings {

  private MigrationSayings() {}

  static Saying of(MigrationEvent event) {
    return switch (event) {
      case StepEvent e -> StepSayings.of(e);
      case Ordered e -> ordered(e);
      case OnCourse e -> onCourse(e);
      case AtDomains e -> atDomains(e);
      case IncidentEvent e -> IncidentSayings.of(e);
      case ApprovalEvent e -> ApprovalSayings.of(e);
    };
  }

  private static Saying ordered(Ordered event) {
    return switch (event) {
      case MigrationPlanned e -> Saying.accepted("%s shall move from %s to %s; plan %s", counted(e.plan().participants().size(), "participant"),
          e.plan().source().alias(), e.plan().target().alias(), e.hash());
      case PreflightBegan e -> Saying.accepted("The checks are run, for the %d. time", e.run());
      case MigrationStarted e -> Saying.accepted("The migration is started with plan %s", e.hash());
      case MigrationHeld e -> Saying.accepted("The migration is held%s", because(e.reason()));
      case MigrationResumed e -> Saying.accepted("The migration goes on");
      case GateReleased e -> Saying.accepted("The gate before %s is released", e.gate());
      case ExternallyConfirmed e -> Saying.accepted("Confirmed: %s%s", e.what(), e.reference().isBlank() ? "" : " (" + e.reference() + ")");
      case AbortBegan e -> Saying.accepted("All go back to the source%s", because(e.reason()));
      case RestoreBegan e -> Saying.accepted("All go back to the source by their databases%s", because(e.reason()));
      case PanicStopped e -> Saying.accepted("Panic stop: no call that changes a node begins any more%s", because(e.reason()));
      case DifferencesAccepted e -> Saying.accepted("The differences are known and accepted for %s", named(e.nodes()));
      case CheckWaived e -> Saying.accepted("The check %s does not block on %s any more", e.check(), named(e.node()));
      case ExclusionProposed e -> Saying.accepted("It is proposed by %s to go on without %s; shown was %s", e.proposer(), e.participant(), e.shown());
      case ParticipantExcluded e -> Saying.accepted("A second person agreed: %s stays on the source, and the others go on", e.participant());
      case MigrationAmended e -> Saying.accepted("Amended: %s", e.changes().stream()
          .map(c -> c.what() + " is " + c.after() + " (was " + c.before() + ")").collect(Collectors.joining("; ")));
    };
  }

  private static Saying onCourse(OnCourse event) {
    return switch (event) {
      case PreflightPassed e -> Saying.done("Nothing blocks: the %d. checks passed", e.run());
      case PreflightBlocked e -> Saying.failed("The %d. checks found what blocks on %s", e.run(), named(e.nodes()));
      case PhaseBegan e -> Saying.done("%s began", e.phase());
      case StageBegan e when e.participants().isEmpty() -> Saying.done("%s began on the domains", e.stage());
      case StageBegan e -> Saying.done("%s began for %s (round %d)", e.stage(), counted(e.participants().size(), "participant"), e.round());
      case ParticipantsReached e when !e.blocked().isEmpty() ->
          Saying.failed("Through %s: %s; something blocks on %s", e.stage(), named(e.participants()), named(e.blocked()));
      case ParticipantsReached e -> Saying.done("Through %s: %s", e.stage(), named(e.participants()));
      case BarrierLookBegan e -> Saying.waiting("All are through %s and are looked at again", e.stage());
      case ParticipantsLookedAt e when !e.fellBack().isEmpty() ->
          Saying.failed("After %s as they were left: %s; not so: %s", e.stage(), e.holding().isEmpty() ? "none" : named(e.holding()), named(e.fellBack()));
      case ParticipantsLookedAt e -> Saying.done("After %s as they were left: %s", e.stage(), named(e.holding()));
      case BarrierPassed e -> Saying.done("All passed the barrier after %s of %s", e.stage(), e.phase());
      case PhaseEnded e -> Saying.done("%s ended", e.phase());
      case GateHeld e -> Saying.waiting("The gate before %s is shut", e.gate());
      case PointOfNoReturnCrossed e when e.point() == PointOfNoReturn.PNR_1 ->
          Saying.done("From here the way back is to restore the databases of all participants");
      case PointOfNoReturnCrossed e -> Saying.done("From here there is no way back");
      case ParticipantsParked e -> Saying.failed("A person is needed for %s", named(e.participants()));
      case ParticipantsUnparked e -> Saying.done("Going on again: %s", named(e.participants()));
      case PhaseOverdue e -> Saying.waiting("%s takes longer than %d min; nothing is stopped", e.phase(), e.limit().toMinutes());
      case SoakBegan e -> Saying.waiting("The source stays as it is until %s", e.until());
      case SoakEnded e -> Saying.done("The soak time is over");
      case MigrationAborted e -> Saying.done("All are back on the source as they were; the migration is aborted");
      case MigrationCompleted e -> Saying.done("The migration is complete");
      case MigrationRestored e -> Saying.done("All are back on the source by their databases, as they were; the migration is restored");
      case PointOfNoReturnTakenBack e -> Saying.done("Nobody began to move: the way back is free again");
      case ForeignChangeSeen e -> Saying.failed("Somebody else changed %s: recorded %s, found %s", named(e.participant()), e.recorded(), e.found());
      case ReconcileBegan e -> Saying.waiting("%s compared with what is recorded, for the %d. time (%s)",
          counted(e.participants().size(), "participant") + (e.participants().size() == 1 ? " is" : " are"), e.run(), e.cause());
      case ParticipantsReconciled e -> reconciled(e);
      case ReconcileEnded e when e.differing().isEmpty() -> Saying.done("The %d. comparison ended: nobody was found different", e.run());
      case ReconcileEnded e -> Saying.failed("The %d. comparison ended: not as recorded are %s", e.run(), named(e.differing()));
      case PanicEnded e -> Saying.done("The panic stop is over");
      case ExcludedSentBack e -> Saying.done("Left behind, and now sent back to the source: %s", named(e.participants()));
      case WorkSeenInFlight e -> Saying.failed("After %s work is in flight on the source for %s", e.stage(), named(e.participants()));
      case DrainBeganAgain e -> Saying.failed("All go back to the source, closed as they are, and drain again, for the %d. time", e.pass());
      case WindowTooShort e -> Saying.failed("Too little of the window until %s is left to begin %s", e.until(), e.phase());
    };
  }

  private static Saying reconciled(ParticipantsReconciled e) {
    var told = e.sightings().stream().map(MigrationSayings::seen).collect(Collectors.joining("; "));
    return e.sightings().stream().anyMatch(s -> s.kind() == Sighting.Kind.DIFFERS) ? Saying.failed("Looked at: %s", told) : Saying.done("Looked at: %s", told);
  }

  private static String seen(Sighting s) {
    return switch (s.kind()) {
      case AGREES -> s.node() + " as recorded";
      case DIFFERS -> s.node() + " NOT as recorded (recorded: " + s.recorded() + ", found: " + s.found() + ")";
      case UNSEEN -> s.node() + " did not answer";
    };
  }

  private static String because(String reason) {
    return reason == null || reason.isBlank() ? "" : ": " + reason;
  }

  private static String words(HookAnswer answer) {
    return answer.hook() + because(answer.said());
  }

  private static Saying atDomains(AtDomains event) {
    return switch (event) {
      case DomainsChecked e when e.result().passes() -> Saying.done("The domains were checked: %s", JourneySayings.findings(e.result()));
      case DomainsChecked e -> Saying.failed("The domains were checked: %s", JourneySayings.findings(e.result()));
      case RatesSaved e -> Saying.done("The rates of the domains are saved: source %d, target %d", e.rates().source(), e.rates().target());
      case RatesLowered e -> Saying.done("Both domains let no participant submit");
      case RateEased e -> Saying.done("The target lets each participant submit %d a second", e.target());
      case RatesRestored e -> Saying.done("The rates of the domains are restored: source %d, target %d", e.source(), e.target());
      case SourceBackupTaken e -> Saying.done("The database of the source is backed up: %s", JourneySayings.backup(e.backup()));
      case HooksAgreed e -> Saying.done("Hooks before %s said yes: %s", e.gate(), String.join("; ", e.answers().stream().map(MigrationSayings::words).toList()));
      case SourceRetired e -> Saying.done("The source is retired: %s", e.found());
    };
  }
}
