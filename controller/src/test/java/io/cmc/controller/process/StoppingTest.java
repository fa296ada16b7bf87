// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.access.OrderContext;
import io.cmc.command.AcceptDifferences;
import io.cmc.command.AmendMigration;
import io.cmc.command.BeginReconcile;
import io.cmc.command.NoteForeignChange;
import io.cmc.command.PanicStop;
import io.cmc.command.ParkStep;
import io.cmc.command.ResumeMigration;
import io.cmc.command.RetryStep;
import io.cmc.command.StartMigration;
import io.cmc.command.WaiveCheck;
import io.cmc.controller.activity.Decision;
import io.cmc.controller.activity.Plans;
import io.cmc.controller.activity.Samples;
import io.cmc.controller.migration.MigrationState.Underway;
import io.cmc.controller.migration.MigrationState;
import io.cmc.event.IncidentEvent.IncidentClosed;
import io.cmc.event.IncidentEvent.IncidentOpened;
import io.cmc.event.MigrationEvent.MigrationAmended;
import io.cmc.event.MigrationEvent.MigrationHeld;
import io.cmc.event.MigrationEvent.PointOfNoReturnCrossed;
import io.cmc.event.MigrationEvent.ReconcileEnded;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.id.JourneyId;
import io.cmc.id.NodeName;
import io.cmc.journey.Assignment;
import io.cmc.journey.ReconcileCause;
import io.cmc.journey.Sighting;
import io.cmc.journey.Stage;
import io.cmc.plan.Amendment;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.Pace;
import io.cmc.plan.Terms;
import io.cmc.plan.Window;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What stops a migration, by order or by itself, and how it goes on. */
class StoppingTest {
  private static final MigrationPlan PLAN = Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 2);

  @Test void after_a_panic_stop_nothing_begins_until_all_were_looked_at() {
    var all = draining(PLAN);
    all.expect(all.tell(new PanicStop(PLAN.migration(), by(all))));

    assertThat(all.run().stages()).doesNotContain(Stage.LEAVE);
    all.expect(all.tell(new ResumeMigration(PLAN.migration(), by(all))));
    assertThat(all.comparisons).hasSize(2);
    all.compare(all.comparisons.removeFirst(), Sighting.Kind.AGREES);
    assertThat(all.held()).as("one was not looked at").isTrue();

    assertThat(all.runToEnd().state()).isInstanceOf(MigrationState.Completed.class);
    assertThat(codes(all)).contains(ProblemCode.PANIC_STOPPED);
  }

  @Test void a_difference_is_shown_and_held_until_it_is_gone() {
    var all = draining(PLAN);
    all.tell(new BeginReconcile(PLAN.migration(), ReconcileCause.START, all.tick()));
    all.compare(all.comparisons.removeFirst(), Sighting.Kind.DIFFERS);

    all.run();
    assertThat(all.logged(ReconcileEnded.class)).singleElement().satisfies(e -> assertThat(e.differing()).containsExactly(Plans.name(0)));
    assertThat(all.logged(MigrationHeld.class)).hasSize(1);

    all.expect(all.tell(new ResumeMigration(PLAN.migration(), by(all))));
    assertThat(all.comparisons).as("looked at once more").hasSize(2);
    assertThat(all.runToEnd().state()).isInstanceOf(MigrationState.Completed.class);
  }

  @Test void a_difference_that_a_person_accepts_no_longer_holds() {
    var all = draining(PLAN);
    all.tell(new BeginReconcile(PLAN.migration(), ReconcileCause.TAKEOVER, all.tick()));
    all.compare(all.comparisons.removeFirst(), Sighting.Kind.DIFFERS);
    all.run();

    all.expect(all.tell(new AcceptDifferences(PLAN.migration(), by(all))));

    assertThat(all.runToEnd().state()).isInstanceOf(MigrationState.Completed.class);
  }

  @Test void who_cannot_be_seen_does_not_hold_the_others() {
    var all = draining(PLAN);
    all.tell(new BeginReconcile(PLAN.migration(), ReconcileCause.START, all.tick()));

    all.compare(all.comparisons.removeFirst(), Sighting.Kind.UNSEEN);

    assertThat(all.runToEnd().state()).isInstanceOf(MigrationState.Completed.class);
  }

  @Test void a_change_by_others_holds_with_before_and_after_and_is_told_once() {
    var all = draining(PLAN);
    all.tell(new NoteForeignChange(PLAN.migration(), Plans.name(1), "limits closed", "limits 500/200", all.tick()));
    all.tell(new NoteForeignChange(PLAN.migration(), Plans.name(1), "limits closed", "limits 500/200", all.tick()));

    assertThat(all.run().stages()).doesNotContain(Stage.LEAVE);
    assertThat(all.logged(IncidentOpened.class)).singleElement().satisfies(e -> {
      assertThat(e.problem().code()).isEqualTo(ProblemCode.FOREIGN_CHANGE);
      assertThat(e.problem().found()).isEqualTo("limits 500/200");
      assertThat(e.node()).isEqualTo(Plans.name(1));
    });
    all.expect(all.tell(new ResumeMigration(PLAN.migration(), by(all))));
    assertThat(all.logged(IncidentClosed.class)).hasSize(1);
    assertThat(all.runToEnd().state()).isInstanceOf(MigrationState.Completed.class);
  }

  @Test void a_change_of_the_domains_by_others_holds_as_well() {
    var all = draining(PLAN);
    all.tell(new NoteForeignChange(PLAN.migration(), NodeName.DOMAINS, "the source's rate 0", "the source's rate 100", all.tick()));

    assertThat(all.run().stages()).doesNotContain(Stage.LEAVE);
    assertThat(all.logged(IncidentOpened.class)).singleElement().satisfies(e -> assertThat(e.node()).isEqualTo(NodeName.DOMAINS));
    all.expect(all.tell(new AcceptDifferences(PLAN.migration(), by(all))));
    assertThat(all.logged(IncidentClosed.class)).hasSize(1);
    assertThat(all.runToEnd().state()).isInstanceOf(MigrationState.Completed.class);
  }

  @Test void what_somebody_opened_after_the_drain_had_begun_is_drained_and_listed_once_more_before_anything_is_moved() {
    var all = draining(PLAN);
    while (!all.stages().contains(Stage.LEAVE)) all.step();
    all.tell(new NoteForeignChange(PLAN.migration(), Plans.name(1), "limits closed", "limits 500/200", all.tick()));
    all.expect(all.tell(new ResumeMigration(PLAN.migration(), by(all))));

    assertThat(all.runToEnd().state()).isInstanceOf(MigrationState.Completed.class);
    assertThat(all.stages()).containsSubsequence(Stage.LEAVE, Stage.BACK_TO_DRAIN, Stage.DRAIN, Stage.LEAVE, Stage.BACK_UP, Stage.MOVE);
    assertThat(all.stages().stream().filter(s -> s == Stage.BACK_TO_DRAIN)).hasSize(1);
  }

  @Test void the_first_point_of_no_return_is_not_crossed_when_too_little_of_the_window_is_left() {
    var plan = PLAN.on(new Terms(Optional.of(window(Duration.ofHours(10))), Set.of(), false));
    var all = Rehearsal.started(plan).run();

    assertThat(all.logged(PointOfNoReturnCrossed.class)).isEmpty();
    assertThat(codes(all)).containsExactly(ProblemCode.WINDOW_TOO_SHORT);
    all.expect(all.tell(new ResumeMigration(plan.migration(), by(all))));
    assertThat(all.held()).as("it is still too late").isTrue();

    all.expect(all.tell(amend(all, new Amendment(Optional.empty(), Optional.empty(), Optional.of(window(Duration.ofMinutes(5))), Map.of(), Map.of()))));
    all.expect(all.tell(new ResumeMigration(plan.migration(), by(all))));
    assertThat(all.runToEnd().state()).isInstanceOf(MigrationState.Completed.class);
  }

  @Test void outside_its_window_a_migration_is_not_started() {
    var plan = PLAN.on(new Terms(Optional.of(new Window(Samples.NOON.plusSeconds(60), Samples.NOON.plusSeconds(999), Duration.ZERO)), Set.of(), false));
    var all = Rehearsal.planned(plan);

    assertThat(all.tell(new StartMigration(plan.migration(), Plans.HASH, Samples.by()))).isInstanceOfSatisfying(Decision.Refused.class,
        r -> assertThat(r.problem().code()).isEqualTo(ProblemCode.OUTSIDE_WINDOW));
  }

  @Test void an_amendment_says_the_old_and_the_new_value_and_is_gone_by_from_then_on() {
    var all = draining(PLAN);

    all.expect(all.tell(amend(all, new Amendment(Optional.of(new Pace(7, 2, 1, 9, Duration.ofMinutes(5), Duration.ofMinutes(6))), Optional.empty(),
        Optional.empty(), Map.of(), Map.of()))));

    assertThat(all.logged(MigrationAmended.class)).singleElement().satisfies(e -> assertThat(e.changes())
        .contains(new Amendment.Change("parallel", "32", "7"), new Amendment.Change("phase limit", "PT30M", "PT5M")));
    assertThat(((Underway) all.state()).plan().pace().attempts()).isEqualTo(9);
  }

  @Test void a_check_that_the_plan_allows_to_be_waived_no_longer_blocks() {
    var plan = PLAN.on(new Terms(Optional.empty(), Set.of("source-connected"), false));
    var all = Rehearsal.started(plan);
    all.workers = (step, at) -> step.assignment() instanceof Assignment.CheckParticipant && step.node().equals(Plans.name(0))
        ? List.of(new Report.ParticipantChecked(step.request(), Answers.blocking(), at)) : Rehearsal.well(step, at);
    all.run();
    assertThat(all.parked).containsExactly(Plans.name(0));

    all.expect(all.tell(new WaiveCheck(plan.migration(), Plans.name(0), "source-connected", by(all))));
    all.run();
    all.expect(all.tell(new RetryStep(new JourneyId(plan.migration(), Plans.name(0)), by(all))));

    assertThat(all.runToEnd().state()).isInstanceOf(MigrationState.Completed.class);
    assertThat(all.tell(new WaiveCheck(plan.migration(), Plans.name(0), "release", by(all)))).isInstanceOf(Decision.Refused.class);
  }

  @Test void a_step_that_only_waits_can_be_set_aside_and_taken_up_again() {
    var all = draining(PLAN);
    var journey = new JourneyId(PLAN.migration(), Plans.name(0));
    all.workers = (step, at) -> step.assignment() instanceof Assignment.Drain ? List.of(Answers.waits(step.request(), at)) : Rehearsal.well(step, at);
    all.run();

    all.expect(all.tell(new ParkStep(journey, by(all))));
    assertThat(all.parked).containsExactly(Plans.name(0));

    all.workers = Rehearsal::well;
    all.waiting.clear();
    all.expect(all.tell(new RetryStep(journey, by(all))));
    assertThat(all.runToEnd().state()).isInstanceOf(MigrationState.Completed.class);
  }

  private static Rehearsal draining(MigrationPlan plan) {
    var all = Rehearsal.started(plan);
    while (all.logged(StepRequested.class).noneMatch(r -> r.stage() == Stage.DRAIN)) all.step();
    return all;
  }

  private static AmendMigration amend(Rehearsal all, Amendment amendment) {
    return new AmendMigration(all.plan.migration(), amendment, by(all));
  }

  private static Window window(Duration reserve) {
    return new Window(Samples.NOON, Samples.NOON.plus(Duration.ofHours(6)), reserve);
  }

  private static List<ProblemCode> codes(Rehearsal all) {
    return all.logged(IncidentOpened.class).map(e -> e.problem().code()).toList();
  }

  private static OrderContext by(Rehearsal all) {
    Instant at = all.tick();
    return Samples.by(at);
  }
}
