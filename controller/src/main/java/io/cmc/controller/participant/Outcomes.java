// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.participant;

import static io.cmc.controller.activity.Decision.accept;
import static io.cmc.controller.activity.Decision.nothing;

import io.cmc.controller.activity.Activity.Doing;
import io.cmc.controller.activity.Activity;
import io.cmc.controller.activity.Blockers;
import io.cmc.controller.activity.CourseOfStep;
import io.cmc.controller.activity.Decision;
import io.cmc.controller.participant.Journey.OnTheWay;
import io.cmc.event.JourneyEvent.*;
import io.cmc.event.JourneyEvent;
import io.cmc.event.StepEvent.StepParked;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.journey.Assignment;
import io.cmc.journey.Rounds;
import io.cmc.journey.Stage;
import io.cmc.proof.BackupProof;
import io.cmc.proof.ContractDigest;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;
import java.util.List;
import java.util.Locale;

/** What comes of a worker's report on the step that a participant is doing. A report on another step came too late: nothing. */
final class Outcomes {

  /** How often a barrier sends a participant through a stage again before a person is asked. */
  static final int ROUNDS = 3;

  private Outcomes() {}

  static Decision<JourneyEvent> report(OnTheWay o, Report report) {
    if (!(o.activity() instanceof Doing d) || !d.request().equals(report.request()) || d.parked()) return nothing();
    return switch (report) {
      case Report.OfCourse r -> accept(List.of(CourseOfStep.event(o.id().migration(), o.id().participant(), d, r)));
      case Report.Outcome r -> accept(outcome(o, d, r));
    };
  }

  private static List<JourneyEvent> outcome(OnTheWay o, Doing d, Report.Outcome report) {
    return switch (report) {
      case Report.ParticipantChecked r -> checked(o, d, r);
      case Report.ParticipantLookedAt r -> lookedAt(o, d, r);
      case Report.WorkInFlightSeen r -> List.of(
          new WorkFoundInFlight(o.id().migration(), o.id().participant(), d.stage(), d.round(), r.found(), r.at()));
      case Report.ParticipantSeen r -> new Unfolding(o, r.at())
          .add(new MoveLookedFor(o.id().migration(), o.id().participant(), r.moved(), r.found(), r.at()))
          .reached(d.stage(), d.round(), r.moved()).events();
      case Report.BackupProved r -> new Unfolding(o, r.at())
          .add(new BackupProved(o.id().migration(), o.id().participant(), r.proof(), r.at())).goOn(d).events();
      case Report.ParticipantRejoined r when d.stage() == Stage.BACK_TO_DRAIN -> new Unfolding(o, r.at())
          .add(new WentBackToDrain(o.id().migration(), o.id().participant(), r.at())).goOn(d).events();
      case Report.ContractsListed r when d.assignment() instanceof Assignment.CompareContracts c -> compared(o, d, c.before(), r);
      case Report.ParticipantBackedUp r when !o.marks().backupIntended() -> List.of(parked(o, d, nobodys(r.proof()), r));
      default -> new Unfolding(o, report.at()).add(arrival(o.id().migration(), o.id().participant(), d.assignment(), report)).goOn(d).events();
    };
  }

  private static Arrival arrival(MigrationId m, NodeName n, Assignment assignment, Report.Outcome report) {
    return switch (report) {
      case Report.SettingsRead r when assignment instanceof Assignment.SaveSettings -> new LimitsSaved(m, n, r.settings(), r.at());
      case Report.ParticipantQuiesced r when assignment instanceof Assignment.LowerLimits -> new LimitsLowered(m, n, r.at());
      case Report.ParticipantQuiesced r when assignment instanceof Assignment.SeeClosed -> new ClosingSeen(m, n, r.at());
      case Report.ParticipantDrained r when assignment instanceof Assignment.Drain -> new DrainProved(m, n, r.proof(), r.at());
      case Report.ContractsListed r when assignment instanceof Assignment.ListContracts -> new ContractsListed(m, n, r.contracts(), r.at());
      case Report.ParticipantDisconnected r when assignment instanceof Assignment.LeaveSource -> new SourceLeft(m, n, r.at());
      case Report.ParticipantBackedUp r when assignment instanceof Assignment.BackUp -> new BackupTaken(m, n, r.proof(), r.at());
      case Report.ParticipantMoved r when assignment instanceof Assignment.MoveContracts -> new ContractsMoved(m, n, r.proof(), r.at());
      case Report.ParticipantReconnected r when assignment instanceof Assignment.JoinTarget -> new TargetJoined(m, n, r.at());
      case Report.ParticipantEased r when assignment instanceof Assignment.EaseLimits -> new LimitsEased(m, n, r.limits(), r.at());
      case Report.ParticipantVerified r when assignment instanceof Assignment.Ping -> new PingsAnswered(m, n, r.pings(), r.at());
      case Report.ParticipantReopened r when assignment instanceof Assignment.RestoreLimits -> new LimitsRestored(m, n, r.limits(), r.at());
      case Report.AutomaticConnectSet r when assignment instanceof Assignment.ConnectAutomatically ->
          new AutomaticConnectRestored(m, n, r.at());
      case Report.ParticipantRejoined r when assignment instanceof Assignment.RejoinSource -> new SourceRejoined(m, n, r.at());
      case Report.ParticipantStopped r when assignment instanceof Assignment.StopParticipant -> new ParticipantStopped(m, n, r.found(), r.at());
      case Report.DatabaseRestored r when assignment instanceof Assignment.RestoreDatabase -> new DatabaseRestored(m, n, r.at());
      case Report.ParticipantStarted r when assignment instanceof Assignment.StartParticipant -> new ParticipantStarted(m, n, r.at());
      default -> throw new IllegalArgumentException(report + " does not answer " + assignment);
    };
  }

  private static List<JourneyEvent> checked(OnTheWay o, Doing d, Report.ParticipantChecked r) {
    var binding = d.assignment() instanceof Assignment.CheckParticipant c && c.binding();
    var all = new Unfolding(o, r.at()).add(
        new ParticipantChecked(o.id().migration(), o.id().participant(), r.result(), binding, r.at()));
    var counted = r.result().waiving(o.marks().dropped());
    if (binding && !counted.passes()) return all.add(parked(o, d, Blockers.problem(counted), r)).events();
    return all.reached(d.stage(), d.round(), !counted.passes()).events();
  }

  private static List<JourneyEvent> compared(OnTheWay o, Doing d, ContractDigest before, Report.ContractsListed r) {
    var after = r.contracts();
    if (before.listed() && !before.sameContracts(after) && d.stage() != Stage.COMPARE_RESTORED) {
      return List.of(parked(o, d, Problem.of(ProblemCode.CONTRACTS_DIFFER, before.wordsBeside(after), after.wordsBeside(before)), r));
    }
    var compared = new ContractsCompared(o.id().migration(), o.id().participant(), before, after, r.at());
    return new Unfolding(o, r.at()).add(compared).goOn(d).events();
  }

  /** Found where ours would be, although none was taken in this history: it is of another one, and the ledger may have changed since. */
  private static Problem nobodys(BackupProof proof) {
    return new Problem(ProblemCode.BACKUP_UNFIT, "no backup before this migration took one", proof.location() + " of " + proof.serverTime(),
        "Somebody made it, or the service's own database was restored to an earlier state (docs/own-restore.md). Rename it, then retry: another is taken.");
  }

  private static List<JourneyEvent> lookedAt(OnTheWay o, Doing d, Report.ParticipantLookedAt r) {
    var m = o.id().migration();
    var n = o.id().participant();
    if (r.holds()) return List.of(new BarrierSeen(m, n, d.stage(), d.round(), r.at()));
    if (JourneyEvolution.mayFallBack(o.position()) && Rounds.within(d.round()) < ROUNDS) {
      return List.of(new FellBack(m, n, d.stage(), d.round(), r.found(), r.at()));
    }
    return List.of(parked(o, d, Problem.of(ProblemCode.BARRIER_BROKEN, "the participant as it was left after " + d.stage(), r.found()), r));
  }

  private static StepParked parked(OnTheWay o, Doing d, Problem problem, Report r) {
    return new StepParked(o.id().migration(), o.id().participant(), d.request(), problem, r.at());
  }

  static String words(Activity activity) {
    return switch (activity) {
      case Activity.Idle i -> "nothing under way";
      case Doing d -> d.assignment().step() + " " + d.mode().name().toLowerCase(Locale.ROOT);
    };
  }
}
