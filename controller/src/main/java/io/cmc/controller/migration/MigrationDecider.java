// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import static io.cmc.controller.activity.Decision.accept;
import static io.cmc.controller.activity.Decision.nothing;
import static io.cmc.controller.activity.Decision.refuse;

import io.cmc.command.*;
import io.cmc.command.AcceptDifferences;
import io.cmc.command.AmendMigration;
import io.cmc.command.BeginReconcile;
import io.cmc.command.ExcludeParticipant;
import io.cmc.command.HandleMigrationIncident;
import io.cmc.command.NoteForeignChange;
import io.cmc.command.PanicStop;
import io.cmc.command.ReconcileMigration;
import io.cmc.command.RecordSightings;
import io.cmc.command.RestoreFromBackup;
import io.cmc.command.WaiveCheck;
import io.cmc.access.OrderContext;
import io.cmc.approval.Gate;
import io.cmc.controller.activity.Activity.Doing;
import io.cmc.controller.activity.Decision;
import io.cmc.controller.activity.IncidentDeeds;
import io.cmc.controller.migration.MigrationState.*;
import io.cmc.controller.migration.Standing.*;
import io.cmc.event.MigrationEvent.*;
import io.cmc.event.MigrationEvent;
import io.cmc.event.StepEvent.StepUnparked;
import io.cmc.id.NodeName;
import io.cmc.journey.Phase;
import io.cmc.journey.ReconcileCause;
import io.cmc.rejection.ProblemCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What comes of a command to a migration. Knows no clock, no chance, no outside. */
public final class MigrationDecider {

  private MigrationDecider() {}

  public static Decision<MigrationEvent> decide(MigrationState state, MigrationCommand command) {
    return switch (command) {
      case PlanMigration c -> plan(state, c);
      case CheckMigration c -> check(state, c);
      case StartMigration c -> start(state, c);
      case HoldMigration c -> hold(state, c);
      case ResumeMigration c -> resume(state, c);
      case ReleaseGate c -> release(state, c);
      case ConfirmExternally c -> Confirmations.confirm(state, c);
      case AbortMigration c -> TurningBack.abort(state, c);
      case RestoreFromBackup c -> TurningBack.restore(state, c);
      case PanicStop c -> panic(state, c);
      case ReconcileMigration c -> Reconciles.order(state, c);
      case BeginReconcile c -> Reconciles.begin(state, c);
      case RecordSightings c -> Reconciles.record(state, c);
      case NoteForeignChange c -> Reconciles.note(state, c);
      case AcceptDifferences c -> Reconciles.accepted(state, c);
      case ExcludeParticipant c -> Exclusions.exclude(state, c);
      case AmendMigration c -> Amendments.amend(state, c);
      case WaiveCheck c -> Waivers.waive(state, c);
      case ApproveMigration c -> Approving.approve(state, c);
      case RevokeApproval c -> Approving.revoke(state, c);
      case NoteGrants c -> Approving.note(state, c);
      case SignOff c -> SignOffs.sign(state, c);
      case WithdrawSignOff c -> SignOffs.withdraw(state, c);
      case BreakGlass c -> Glass.shatter(state, c);
      case HandleMigrationIncident c -> handle(state, c);
      case RetireSource c -> retire(state, c);
      case RetryDomainStep c -> retry(state, c);
      case RecordProgress c -> Progresses.record(state, c);
      case NoteDeadline c -> Deadlines.note(state, c);
      case ReportOnDomains c -> DomainReports.report(state, c.report());
      default -> throw new IllegalArgumentException("no migration knows " + command);
    };
  }

  private static Decision<MigrationEvent> plan(MigrationState state, PlanMigration c) {
    return switch (state) {
      case Unplanned u -> PlanRules.firstBroken(c.plan()).<Decision<MigrationEvent>>map(Decision.Refused::new)
          .orElseGet(() -> accept(planned(u, c)));
      case Kept k when k.hash().equals(c.hash()) -> nothing();
      case Kept k -> refuse(ProblemCode.NAME_TAKEN, "a new name, or the plan that is kept (hash " + k.hash() + ")", "hash " + c.hash());
    };
  }

  private static List<MigrationEvent> planned(Unplanned u, PlanMigration c) {
    var all = new Advance(u, c.by().at()).add(new MigrationPlanned(c.migration(), c.plan(), c.hash(), c.by().at()));
    return all.addAll(Crossing.asks((Kept) all.state(), Optional.empty(), c.by())).on();
  }

  private static Decision<MigrationEvent> check(MigrationState state, CheckMigration c) {
    return switch (state) {
      case Planned p -> accept(new Advance(p, c.by().at()).add(new PreflightBegan(c.migration(), p.runs() + 1, c.by().at())).on());
      default -> wrong("a migration that is planned and not started", state);
    };
  }

  private static Decision<MigrationEvent> start(MigrationState state, StartMigration c) {
    if (state instanceof Kept k && !k.hash().equals(c.hash())) {
      return refuse(ProblemCode.PLAN_CHANGED, "the hash of the kept plan, " + k.hash(), "hash " + c.hash());
    }
    return switch (state) {
      case Planned p when p.plan().terms().window().filter(w -> !w.open(c.by().at())).isPresent() -> refuse(ProblemCode.OUTSIDE_WINDOW,
          "a start within " + p.plan().terms().window().get(), c.by().at().toString());
      case Planned p -> Crossing.keepsFromStarting(p, c.by()).<Decision<MigrationEvent>>map(Decision.Refused::new).orElseGet(() -> accept(started(p, c)));
      case Underway u when u.mode() == Mode.CHECK -> wrong("a preflight that has ended", state);
      case Kept k -> refuse(ProblemCode.ALREADY_STARTED, "a migration that is not started", Words.of(state));
      case Unplanned u -> wrong("a plan", state);
    };
  }

  private static List<MigrationEvent> started(Planned p, StartMigration c) {
    var at = c.by().at();
    return new Advance(p, at).addAll(Crossing.asks(p, Optional.empty(), c.by()))
        .addAll(Crossing.crossed(p, Gate.START, Optional.of(c.by().actor().subject()), at)).add(new MigrationStarted(c.migration(), c.hash(), at)).on();
  }

  private static Decision<MigrationEvent> hold(MigrationState state, HoldMigration c) {
    return switch (state) {
      case Underway u when u.notes().stops().held() -> nothing();
      case Underway u -> accept(List.of(new MigrationHeld(c.migration(), c.by().reason(), c.by().at())));
      default -> wrong("a migration that is under way", state);
    };
  }

  private static Decision<MigrationEvent> resume(MigrationState state, ResumeMigration c) {
    return switch (state) {
      case Underway u when u.notes().stops().reconciling().isPresent() ->
          refuse(ProblemCode.RECONCILING, "a comparison that has ended", Words.of(state));
      case Underway u when u.held() -> accept(resumed(u, c.by().at()).on());
      default -> wrong("a migration that is held", state);
    };
  }

  private static Decision<MigrationEvent> release(MigrationState state, ReleaseGate c) {
    if (state instanceof Underway u && u.standing() instanceof AtGate g && g.gate() == c.gate()) {
      var gate = Crossing.before(u, c.gate());
      var missing = gate.flatMap(approved -> Crossing.missing(u, approved, c.by()));
      return missing.<Decision<MigrationEvent>>map(m -> new Decision.Refused<>(Crossing.waits(m))).orElseGet(() ->
          accept(asking(u, gate, c.by()).add(new GateReleased(c.migration(), c.gate(), c.by().at())).on()));
    }
    return refuse(ProblemCode.GATE_NOT_SHUT, "the migration at the gate before " + c.gate(), Words.of(state));
  }

  private static Advance asking(Underway u, Optional<Gate> gate, OrderContext by) {
    return new Advance(u, by.at()).addAll(gate.map(g -> Crossing.asks(u, gate, by)).orElse(List.of()));
  }

  /** After a panic stop, or after differences were found, the participants are looked at first. */
  private static Advance resumed(Underway u, Instant at) {
    var stops = u.notes().stops();
    var all = new Advance(u, at);
    if (stops.held()) all.add(new MigrationResumed(u.plan().migration(), at));
    if (stops.panicked()) return all.add(Reconciles.began(u, ReconcileCause.PANIC, at));
    var lookFirst = !stops.differing().isEmpty() || !stops.foreign().isEmpty();
    return lookFirst ? all.add(Reconciles.began(u, ReconcileCause.ORDER, at)) : all;
  }

  private static Decision<MigrationEvent> panic(MigrationState state, PanicStop c) {
    return switch (state) {
      case Underway u when u.notes().stops().panicked() && !u.notes().stops().leavesPanic() -> nothing();
      case Underway u -> accept(new Advance(u, c.by().at()).add(new PanicStopped(c.migration(), c.by().reason(), c.by().at())).on());
      default -> wrong("a migration that is under way", state);
    };
  }

  private static Decision<MigrationEvent> handle(MigrationState state, HandleMigrationIncident c) {
    if (state instanceof Kept k && Glass.isAbout(k, c)) return Glass.handle(k, c);
    if (!(state instanceof Underway u)) return wrong("a migration that is under way", state);
    return IncidentDeeds.whyNot(u.notes().incidents(), c.incident(), c.deed(), Incidents.last(u)).<Decision<MigrationEvent>>map(Decision.Refused::new)
        .orElseGet(() -> accept(List.of(deed(u, c))));
  }

  static MigrationEvent deed(Kept k, HandleMigrationIncident c) {
    return IncidentDeeds.event(c.migration(), k.incidents().node(c.incident()), c.incident(), c.deed(), c.text(), c.by().at());
  }

  private static Decision<MigrationEvent> retire(MigrationState state, RetireSource c) {
    if (state instanceof Underway u && u.standing() instanceof Soaking) {
      return accept(asking(u, Crossing.before(u, Phase.RETIRE), c.by()).add(new SoakEnded(c.migration(), c.by().at())).on());
    }
    return wrong("a migration that soaks", state);
  }

  private static Decision<MigrationEvent> retry(MigrationState state, RetryDomainStep c) {
    if (state instanceof Underway u && u.standing() instanceof OnDomains d && d.activity() instanceof Doing s && s.parked()) {
      var unparked = new StepUnparked(c.migration(), NodeName.DOMAINS, s.request(), c.by().at());
      return accept(new Advance(u, c.by().at()).add(unparked).again(s).on());
    }
    return refuse(ProblemCode.NOT_PARKED, "a parked step on the domains", Words.of(state));
  }

  static Decision<MigrationEvent> wrong(String expected, MigrationState found) {
    return found instanceof Unplanned
        ? refuse(ProblemCode.MIGRATION_NOT_FOUND, "a migration that was planned", "none of this name")
        : refuse(ProblemCode.WRONG_PHASE, expected, Words.of(found));
  }
}
