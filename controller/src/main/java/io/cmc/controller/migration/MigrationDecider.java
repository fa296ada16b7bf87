// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import static io.cmc.controller.activity.Decision.accept;
import static io.cmc.controller.activity.Decision.nothing;
import static io.cmc.controller.activity.Decision.refuse;

import io.cmc.command.*;
import io.cmc.controller.activity.Activity.Doing;
import io.cmc.controller.activity.Decision;
import io.cmc.controller.migration.MigrationState.*;
import io.cmc.controller.migration.Standing.*;
import io.cmc.event.MigrationEvent;
import io.cmc.event.MigrationEvent.*;
import io.cmc.event.StepEvent.StepUnparked;
import io.cmc.id.NodeName;
import io.cmc.journey.WayBack;
import io.cmc.rejection.ProblemCode;
import java.util.List;

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
      case AbortMigration c -> abort(state, c);
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
          .orElseGet(() -> accept(List.of(new MigrationPlanned(c.migration(), c.plan(), c.hash(), c.by().at()))));
      case Kept k when k.hash().equals(c.hash()) -> nothing();
      case Kept k -> refuse(ProblemCode.NAME_TAKEN, "a new name, or the plan that is kept (hash " + k.hash() + ")", "hash " + c.hash());
    };
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
      case Planned p -> accept(new Advance(p, c.by().at()).add(new MigrationStarted(c.migration(), c.hash(), c.by().at())).on());
      case Underway u when u.mode() == Mode.CHECK -> wrong("a preflight that has ended", state);
      case Kept k -> refuse(ProblemCode.ALREADY_STARTED, "a migration that is not started", Words.of(state));
      case Unplanned u -> wrong("a plan", state);
    };
  }

  private static Decision<MigrationEvent> hold(MigrationState state, HoldMigration c) {
    return switch (state) {
      case Underway u when u.held() -> nothing();
      case Underway u -> accept(List.of(new MigrationHeld(c.migration(), c.by().reason(), c.by().at())));
      default -> wrong("a migration that is under way", state);
    };
  }

  private static Decision<MigrationEvent> resume(MigrationState state, ResumeMigration c) {
    return switch (state) {
      case Underway u when u.held() -> accept(new Advance(u, c.by().at()).add(new MigrationResumed(c.migration(), c.by().at())).on());
      default -> wrong("a migration that is held", state);
    };
  }

  private static Decision<MigrationEvent> release(MigrationState state, ReleaseGate c) {
    if (state instanceof Underway u && u.standing() instanceof AtGate g && g.gate() == c.gate()) {
      return accept(new Advance(u, c.by().at()).add(new GateReleased(c.migration(), c.gate(), c.by().at())).on());
    }
    return refuse(ProblemCode.GATE_NOT_SHUT, "the migration at the gate before " + c.gate(), Words.of(state));
  }

  private static Decision<MigrationEvent> abort(MigrationState state, AbortMigration c) {
    return switch (state) {
      case Underway u when u.mode() == Mode.BACK -> nothing();
      case Underway u when u.mode() == Mode.FORWARD && u.notes().wayBack() != WayBack.FREE ->
          refuse(ProblemCode.PAST_POINT_OF_NO_RETURN, "a migration before its first point of no return", Words.of(state));
      case Underway u when u.standing() instanceof OnDomains d && d.activity() instanceof Doing s && s.mayBeCalling() ->
          refuse(ProblemCode.CONFLICT, "no call on its way to the domains", s.assignment().step() + " under way");
      case Underway u when u.mode() == Mode.FORWARD ->
          accept(turnBack(u, c).on());
      default -> wrong("a migration that was started and has not ended", state);
    };
  }

  /** Who orders to turn back does not mean to stand still: a hold ends with it. */
  private static Advance turnBack(Underway u, AbortMigration c) {
    var all = new Advance(u, c.by().at());
    var held = u.held() ? all.add(new MigrationResumed(c.migration(), c.by().at())) : all;
    return held.add(new AbortBegan(c.migration(), c.by().reason(), c.by().at()));
  }

  private static Decision<MigrationEvent> retire(MigrationState state, RetireSource c) {
    if (state instanceof Underway u && u.standing() instanceof Soaking) {
      return accept(new Advance(u, c.by().at()).add(new SoakEnded(c.migration(), c.by().at())).on());
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
