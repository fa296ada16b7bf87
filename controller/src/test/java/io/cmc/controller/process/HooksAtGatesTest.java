// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.approval.Gate;
import io.cmc.command.AbortMigration;
import io.cmc.command.HoldMigration;
import io.cmc.command.ResumeMigration;
import io.cmc.command.RetryDomainStep;
import io.cmc.controller.activity.Plans;
import io.cmc.controller.activity.Samples;
import io.cmc.controller.migration.MigrationState;
import io.cmc.event.Event;
import io.cmc.event.IncidentEvent.IncidentClosed;
import io.cmc.event.IncidentEvent.IncidentOpened;
import io.cmc.event.MigrationEvent;
import io.cmc.event.MigrationEvent.GateHeld;
import io.cmc.event.MigrationEvent.HooksAgreed;
import io.cmc.event.MigrationEvent.MigrationAborted;
import io.cmc.event.MigrationEvent.PhaseBegan;
import io.cmc.event.MigrationEvent.PointOfNoReturnCrossed;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.journey.Assignment;
import io.cmc.journey.Phase;
import io.cmc.journey.PointOfNoReturn;
import io.cmc.journey.Stage;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.GateHooks;
import io.cmc.plan.MigrationPlan;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Hooks that must say yes: what lies behind a gate is not begun before, whatever comes of asking. */
class HooksAtGatesTest {

  private static final MigrationPlan PLAN = Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 2);

  private static MigrationPlan asking(MigrationPlan plan, Gate... gates) {
    return plan.on(plan.terms().asking(new GateHooks(Arrays.stream(gates).map(g -> new GateHooks.At(g, "changes")).toList())));
  }

  @Test void each_gate_asks_its_hooks_and_is_crossed_after_they_said_yes() {
    var all = Rehearsal.started(asking(PLAN, Gate.values()));

    all.runToEnd();

    assertThat(all.state()).isInstanceOf(MigrationState.Completed.class);
    assertThat(all.logged(HooksAgreed.class).map(HooksAgreed::gate)).containsExactly(Gate.values());
    assertThat(all.stages()).startsWith(Stage.HOOKS_BEFORE_START, Stage.CHECK_DOMAINS)
        .containsSubsequence(Stage.BACK_UP, Stage.HOOKS_BEFORE_MOVE, Stage.MOVE, Stage.PING, Stage.HOOKS_BEFORE_REOPEN, Stage.OPEN, Stage.HOOKS_BEFORE_RETIRE, Stage.RETIRE);
    assertThat(at(all, HooksAgreed.class, Gate.PNR_1)).isBefore(crossed(all, PointOfNoReturn.PNR_1));
    assertThat(at(all, HooksAgreed.class, Gate.PNR_2)).isBefore(crossed(all, PointOfNoReturn.PNR_2));
  }

  @Test void a_no_holds_it_with_an_incident_until_a_person_retries_and_the_hook_says_yes() {
    var all = refusing(asking(PLAN, Gate.PNR_1));

    var refused = all.logged(IncidentOpened.class).findFirst().orElseThrow();
    assertThat(refused.problem().code()).isEqualTo(ProblemCode.HOOK_FAILED);
    assertThat(all.logged(PointOfNoReturnCrossed.class)).isEmpty();
    var first = request(all);

    all.workers = Rehearsal::well;
    all.expect(all.tell(new RetryDomainStep(all.plan.migration(), Samples.by(all.tick()))));
    all.runToEnd();

    assertThat(all.state()).isInstanceOf(MigrationState.Completed.class);
    assertThat(all.logged(IncidentClosed.class)).anySatisfy(e -> assertThat(e.incident()).isEqualTo(refused.incident()));
    assertThat(request(all)).as("a retry by a person is another question").isNotEqualTo(first);
  }

  @Test void whoever_turns_back_while_a_hook_says_no_comes_home_free() {
    var all = refusing(asking(PLAN, Gate.PNR_1));

    all.expect(all.tell(new AbortMigration(all.plan.migration(), Samples.by(all.tick()))));
    all.runToEnd();

    assertThat(all.logged(MigrationAborted.class)).hasSize(1);
    assertThat(all.logged(PointOfNoReturnCrossed.class)).isEmpty();
  }

  @Test void people_are_waited_for_first_so_that_what_a_hook_says_is_said_of_now() {
    var plan = asking(new MigrationPlan(PLAN.migration(), PLAN.source(), PLAN.target(), PLAN.participants(), PLAN.closing(), PLAN.verification(),
        Set.of(Phase.MOVE_CONTRACTS), PLAN.pace(), PLAN.soak(), Optional.empty(), false), Gate.PNR_1);

    var all = Rehearsal.started(plan).runToEnd();

    var order = all.log.stream().filter(e -> e instanceof HooksAgreed || e instanceof GateHeld || e instanceof PhaseBegan p && p.phase() == Phase.MOVE_CONTRACTS)
        .map(Event::getClass).toList();
    assertThat(order).containsExactly(GateHeld.class, HooksAgreed.class, PhaseBegan.class);
  }

  @Test void a_yes_while_all_is_held_crosses_nothing_until_it_is_resumed() {
    var all = Rehearsal.started(asking(PLAN, Gate.PNR_1));
    all.workers = (step, at) -> step.assignment() instanceof Assignment.AskHooks ? List.of(Answers.waits(step.request(), at)) : Rehearsal.well(step, at);
    all.run();
    all.expect(all.tell(new HoldMigration(all.plan.migration(), Samples.by(all.tick()))));
    all.expect(all.tell(new io.cmc.command.ReportOnDomains(all.plan.migration(), Answers.well(asked(all), all.tick()))));
    all.run();

    assertThat(all.logged(HooksAgreed.class)).hasSize(1);
    assertThat(all.logged(PointOfNoReturnCrossed.class)).isEmpty();

    all.workers = Rehearsal::well;
    all.expect(all.tell(new ResumeMigration(all.plan.migration(), Samples.by(all.tick()))));
    assertThat(all.runToEnd().state()).isInstanceOf(MigrationState.Completed.class);
    assertThat(all.logged(HooksAgreed.class)).hasSize(1);
  }

  /** It stands at the gate: the hook said no. */
  private static Rehearsal refusing(MigrationPlan plan) {
    var all = Rehearsal.started(plan);
    all.workers = (step, at) -> step.assignment() instanceof Assignment.AskHooks ? List.of(no(step, at)) : Rehearsal.well(step, at);
    all.run();
    assertThat(all.stages()).endsWith(Stage.HOOKS_BEFORE_MOVE);
    return all;
  }

  private static Report no(StepRequested step, Instant at) {
    return new Report.StepFailed(step.request(), Problem.of(ProblemCode.HOOK_FAILED, "a yes of the hook changes", "status 409: freeze"), Optional.empty(), at);
  }

  private static StepRequested asked(Rehearsal all) {
    return all.logged(StepRequested.class).filter(e -> e.assignment() instanceof Assignment.AskHooks).reduce((a, b) -> b).orElseThrow();
  }

  private static String request(Rehearsal all) {
    return asked(all).request().value();
  }

  private static Instant at(Rehearsal all, Class<HooksAgreed> type, Gate gate) {
    return all.logged(type).filter(e -> e.gate() == gate).map(MigrationEvent::at).findFirst().orElseThrow();
  }

  private static Instant crossed(Rehearsal all, PointOfNoReturn point) {
    return all.logged(PointOfNoReturnCrossed.class).filter(e -> e.point() == point).map(MigrationEvent::at).findFirst().orElseThrow().plusNanos(1);
  }
}
