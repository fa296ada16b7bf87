// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.process;

import static io.cmc.plan.ClosingStrategy.DOMAIN_RATE;
import static io.cmc.plan.ClosingStrategy.OUTSIDE;
import static io.cmc.plan.ClosingStrategy.PARTICIPANT_LIMITS;
import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.command.CheckMigration;
import io.cmc.command.HoldMigration;
import io.cmc.command.NoteDeadline;
import io.cmc.command.ResumeMigration;
import io.cmc.command.RetireSource;
import io.cmc.command.RetryDomainStep;
import io.cmc.command.StartMigration;
import io.cmc.controller.activity.Plans;
import io.cmc.controller.activity.Samples;
import io.cmc.controller.migration.Deadlines;
import io.cmc.controller.migration.MigrationState;
import io.cmc.controller.migration.MigrationState.Underway;
import io.cmc.controller.migration.Standing;
import io.cmc.controller.participant.Position;
import io.cmc.event.Event;
import io.cmc.event.JourneyEvent;
import io.cmc.event.MigrationEvent;
import io.cmc.event.StepEvent;
import io.cmc.id.NodeName;
import io.cmc.journey.Assignment;
import io.cmc.journey.Phase;
import io.cmc.journey.PointOfNoReturn;
import io.cmc.journey.Stage;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.SourceDomain;
import io.cmc.report.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ForwardTest {

  private static final NodeName ALFA = Plans.name(0);

  static Stream<Arguments> courses() {
    return Stream.of(
        Arguments.of(PARTICIPANT_LIMITS, List.of(Stage.CHECK_DOMAINS, Stage.CHECK_PARTICIPANTS, Stage.CLOSE, Stage.DRAIN, Stage.LEAVE,
            Stage.BACK_UP, Stage.BACK_UP_SOURCE, Stage.MOVE, Stage.JOIN, Stage.COMPARE, Stage.EASE, Stage.PING, Stage.OPEN, Stage.RETIRE)),
        Arguments.of(DOMAIN_RATE, List.of(Stage.CHECK_DOMAINS, Stage.CHECK_PARTICIPANTS, Stage.SAVE_RATES, Stage.SEE_CLOSED, Stage.DRAIN,
            Stage.LEAVE, Stage.BACK_UP, Stage.BACK_UP_SOURCE, Stage.MOVE, Stage.JOIN, Stage.COMPARE, Stage.EASE_RATE, Stage.PING,
            Stage.OPEN_RATE, Stage.SET_AUTOMATIC, Stage.RETIRE)),
        Arguments.of(OUTSIDE, List.of(Stage.CHECK_DOMAINS, Stage.CHECK_PARTICIPANTS, Stage.CONFIRM_CLOSED, Stage.SEE_CLOSED, Stage.DRAIN,
            Stage.LEAVE, Stage.BACK_UP, Stage.BACK_UP_SOURCE, Stage.MOVE, Stage.JOIN, Stage.COMPARE, Stage.PING, Stage.CONFIRM_OPEN,
            Stage.SET_AUTOMATIC, Stage.RETIRE)));
  }

  @ParameterizedTest @MethodSource("courses")
  void all_participants_go_through_every_stage_in_the_order_of_the_design(ClosingStrategy closing, List<Stage> expected) {
    var all = Rehearsal.started(Plans.sourceDatabase(Plans.of(closing, 3), BackupStrategy.PG_DUMP));

    all.runToEnd();

    assertThat(all.state()).isInstanceOf(MigrationState.Completed.class);
    assertThat(all.stages()).isEqualTo(expected);
    assertThat(all.plan.names()).allSatisfy(n -> assertThat(all.position(n)).isInstanceOf(Position.Home.class));
  }

  @ParameterizedTest @EnumSource(ClosingStrategy.class)
  void phases_begin_and_end_in_the_order_of_the_design(ClosingStrategy closing) {
    var all = Rehearsal.started(Plans.of(closing, 2)).runToEnd();

    var begun = all.logged(MigrationEvent.PhaseBegan.class).map(MigrationEvent.PhaseBegan::phase).toList();
    var ended = all.logged(MigrationEvent.PhaseEnded.class).map(MigrationEvent.PhaseEnded::phase).toList();

    assertThat(begun).isEqualTo(List.of(Phase.PREFLIGHT, Phase.QUIESCE, Phase.DRAIN, Phase.DISCONNECT, Phase.BACK_UP, Phase.MOVE_CONTRACTS,
        Phase.RECONNECT, Phase.VERIFY, Phase.REOPEN, Phase.RETIRE));
    assertThat(ended).isEqualTo(begun);
  }

  @ParameterizedTest @EnumSource(ClosingStrategy.class)
  void every_barrier_of_the_design_is_passed_once_after_all_were_looked_at(ClosingStrategy closing) {
    var all = Rehearsal.started(Plans.of(closing, 3)).runToEnd();

    var passed = all.logged(MigrationEvent.BarrierPassed.class).map(MigrationEvent.BarrierPassed::stage).toList();

    var close = closing == PARTICIPANT_LIMITS ? Stage.CLOSE : Stage.SEE_CLOSED;
    assertThat(passed).isEqualTo(List.of(close, Stage.DRAIN, Stage.LEAVE, Stage.BACK_UP, Stage.MOVE, Stage.JOIN, Stage.PING));
    assertThat(all.logged(JourneyEvent.BarrierSeen.class)).hasSize(3 * passed.size());
  }

  @ParameterizedTest @EnumSource(ClosingStrategy.class)
  void the_two_points_of_no_return_are_crossed_before_contracts_are_moved_and_before_traffic_is_let_in(ClosingStrategy closing) {
    var all = Rehearsal.started(Plans.of(closing, 2)).runToEnd();

    assertThat(all.logged(MigrationEvent.PointOfNoReturnCrossed.class).map(MigrationEvent.PointOfNoReturnCrossed::point))
        .containsExactly(PointOfNoReturn.PNR_1, PointOfNoReturn.PNR_2);
    assertThat(first(all, e -> e instanceof MigrationEvent.PointOfNoReturnCrossed))
        .isLessThan(first(all, e -> e instanceof StepEvent.StepRequested r && r.assignment() instanceof Assignment.MoveContracts));
    assertThat(last(all, e -> e instanceof MigrationEvent.PointOfNoReturnCrossed))
        .isLessThan(first(all, e -> e instanceof MigrationEvent.StageBegan s && s.stage().phase() == Phase.REOPEN));
  }

  @ParameterizedTest @EnumSource(ClosingStrategy.class)
  void what_is_set_back_at_the_end_is_what_was_saved_at_the_start(ClosingStrategy closing) {
    var all = Rehearsal.started(Plans.of(closing, 4)).runToEnd();

    assertThat(all.logged(JourneyEvent.LimitsSaved.class)).hasSize(4)
        .allSatisfy(e -> assertThat(e.settings()).isEqualTo(Answers.settings(e.node())));
    all.logged(StepEvent.StepRequested.class).forEach(e -> {
      if (e.assignment() instanceof Assignment.RestoreLimits a) assertThat(a.saved()).isEqualTo(Answers.settings(e.node()));
      if (e.assignment() instanceof Assignment.ConnectAutomatically a) assertThat(a.saved()).isEqualTo(Answers.settings(e.node()));
      if (e.assignment() instanceof Assignment.RestoreTargetRate a) assertThat(a.saved()).isEqualTo(Answers.RATES);
    });
    assertThat(all.logged(JourneyEvent.LimitsRestored.class)).hasSize(closing == PARTICIPANT_LIMITS ? 4 : 0)
        .allSatisfy(e -> assertThat(e.limits()).isEqualTo(Answers.settings(e.node()).limits()));
  }

  @Test void a_gate_holds_every_participant_until_it_is_released_and_no_step_is_asked_for_behind_it() {
    var all = Rehearsal.started(Plans.gatesBefore(Plans.of(PARTICIPANT_LIMITS, 2), Phase.DRAIN, Phase.MOVE_CONTRACTS)).run();

    assertThat(standing(all)).isEqualTo(new Standing.AtGate(Phase.DRAIN));
    assertThat(all.stages()).endsWith(Stage.CLOSE);
    all.giveWord();
    all.run();

    assertThat(standing(all)).isEqualTo(new Standing.AtGate(Phase.MOVE_CONTRACTS));
    assertThat(all.stages()).endsWith(Stage.BACK_UP);
    assertThat(all.logged(MigrationEvent.PointOfNoReturnCrossed.class)).isEmpty();
    assertThat(all.runToEnd().state()).isInstanceOf(MigrationState.Completed.class);
  }

  @Test void held_nothing_new_begins_and_what_runs_may_end() {
    var all = Rehearsal.started(Plans.of(PARTICIPANT_LIMITS, 2));
    runUntil(all, Stage.CLOSE);
    all.expect(all.tell(new HoldMigration(all.plan.migration(), Samples.by(all.tick()))));

    all.plan.names().forEach(n -> all.rows.values().stream().filter(r -> r.node().equals(n)).toList()
        .forEach(r -> Rehearsal.well(r, all.tick()).forEach(report -> all.report(n, report))));
    all.run();

    assertThat(all.stages()).endsWith(Stage.CLOSE);
    assertThat(all.state()).isInstanceOf(Underway.class);
    assertThat(all.held()).isTrue();
  }

  @Test void resumed_it_goes_on_where_it_stood() {
    var all = Rehearsal.started(Plans.of(PARTICIPANT_LIMITS, 2));
    runUntil(all, Stage.BACK_UP);
    all.expect(all.tell(new HoldMigration(all.plan.migration(), Samples.by(all.tick()))));
    all.run();

    all.expect(all.tell(new ResumeMigration(all.plan.migration(), Samples.by(all.tick()))));
    all.runToEnd();

    assertThat(all.state()).isInstanceOf(MigrationState.Completed.class);
    assertThat(all.stages()).doesNotHaveDuplicates();
  }

  @Test void a_source_that_is_kept_is_not_retired() {
    var all = Rehearsal.started(Plans.keepingSource(Plans.of(PARTICIPANT_LIMITS, 2))).runToEnd();

    assertThat(all.state()).isInstanceOf(MigrationState.Completed.class);
    assertThat(all.stages()).endsWith(Stage.OPEN);
  }

  @Test void the_source_soaks_until_its_time_and_a_timer_that_rings_early_changes_nothing() {
    var all = Rehearsal.started(Plans.soaking(Plans.of(PARTICIPANT_LIMITS, 1), Duration.ofHours(2))).run();
    var until = ((Standing.Soaking) standing(all)).until();

    var early = all.tell(new NoteDeadline(all.plan.migration(), Deadlines.SOAK_OVER, "", until.minusMillis(1)));
    assertThat(early.events()).isEmpty();
    all.expect(all.tell(new NoteDeadline(all.plan.migration(), Deadlines.SOAK_OVER, "", until)));

    assertThat(all.run().state()).isInstanceOf(MigrationState.Completed.class);
  }

  @Test void somebody_may_end_the_soak_early() {
    var all = Rehearsal.started(Plans.soaking(Plans.of(PARTICIPANT_LIMITS, 1), Duration.ofHours(2))).run();

    all.expect(all.tell(new RetireSource(all.plan.migration(), Samples.by(all.tick()))));

    assertThat(all.run().state()).isInstanceOf(MigrationState.Completed.class);
  }

  @Test void a_source_without_an_admin_api_is_retired_by_somebodys_word_alone() {
    var plan = withoutSourceAdmin(Plans.of(PARTICIPANT_LIMITS, 2));
    var all = Rehearsal.started(plan);
    all.workers = (step, at) -> step.assignment() instanceof Assignment.RetireSource
        ? List.of(Answers.waits(step.request(), at)) : Rehearsal.well(step, at);
    all.run();

    assertThat(all.state()).isInstanceOf(Underway.class);
    all.giveWord();

    assertThat(all.run().state()).isInstanceOf(MigrationState.Completed.class);
  }

  @Test void a_confirmed_backup_of_the_source_is_waited_for_before_anything_is_moved() {
    var all = Rehearsal.started(Plans.sourceDatabase(Plans.of(PARTICIPANT_LIMITS, 2), BackupStrategy.CONFIRM));
    all.workers = (step, at) -> step.assignment() instanceof Assignment.BackUpSource
        ? List.of(Answers.waits(step.request(), at)) : Rehearsal.well(step, at);
    all.run();

    assertThat(all.stages()).endsWith(Stage.BACK_UP_SOURCE);
    all.giveWord();

    assertThat(all.logged(MigrationEvent.SourceBackupTaken.class)).singleElement()
        .satisfies(e -> assertThat(e.backup().location()).isEqualTo("CHG-4712"));
    assertThat(all.runToEnd().state()).isInstanceOf(MigrationState.Completed.class);
  }

  @Test void a_preflight_on_request_passes_and_leaves_a_plan_that_can_be_started() {
    var all = Rehearsal.planned(Plans.of(PARTICIPANT_LIMITS, 3));

    all.expect(all.tell(new CheckMigration(all.plan.migration(), Samples.by(all.tick()))));
    all.run();

    assertThat(all.logged(MigrationEvent.PreflightPassed.class)).containsExactly(
        new MigrationEvent.PreflightPassed(all.plan.migration(), 1, all.log.getLast().at()));
    assertThat(all.state()).isInstanceOf(MigrationState.Planned.class);
    assertThat(all.rows).isEmpty();
  }

  @Test void a_preflight_on_request_names_who_blocks_and_parks_nobody() {
    var all = Rehearsal.planned(Plans.of(PARTICIPANT_LIMITS, 3));
    all.workers = ForwardTest::blockedAtAlfa;

    all.expect(all.tell(new CheckMigration(all.plan.migration(), Samples.by(all.tick()))));
    all.run();

    assertThat(all.logged(MigrationEvent.PreflightBlocked.class)).singleElement()
        .satisfies(e -> assertThat(e.nodes()).containsExactly(NodeName.DOMAINS, ALFA));
    assertThat(all.logged(StepEvent.StepParked.class)).isEmpty();
  }

  @Test void a_preflight_can_be_run_again_as_often_as_wanted_and_the_migration_started_then() {
    var all = Rehearsal.planned(Plans.of(PARTICIPANT_LIMITS, 2));
    all.workers = ForwardTest::blockedAtAlfa;
    check(all);
    all.workers = Rehearsal::well;
    check(all);
    check(all);

    all.expect(all.tell(new StartMigration(all.plan.migration(), Plans.HASH, Samples.by(all.tick()))));
    all.runToEnd();

    assertThat(all.state()).isInstanceOf(MigrationState.Completed.class);
    assertThat(all.logged(MigrationEvent.PreflightPassed.class).map(MigrationEvent.PreflightPassed::run)).containsExactly(2, 3);
    assertThat(all.logged(JourneyEvent.ParticipantChecked.class).filter(e -> e.node().equals(ALFA)).map(JourneyEvent.ParticipantChecked::binding))
        .as("checked on each request, and again after the start").containsExactly(false, false, false, true);
  }

  @Test void a_finding_that_blocks_after_the_start_parks_and_a_retry_checks_again() {
    var all = Rehearsal.started(Plans.of(PARTICIPANT_LIMITS, 2));
    all.workers = ForwardTest::blockedAtAlfa;
    all.run();
    assertThat(all.logged(StepEvent.StepParked.class)).singleElement().satisfies(e -> {
      assertThat(e.node()).isEqualTo(NodeName.DOMAINS);
      assertThat(e.problem().remedy()).isNotBlank();
    });

    all.workers = Rehearsal::well;
    all.expect(all.tell(new RetryDomainStep(all.plan.migration(), Samples.by(all.tick()))));

    assertThat(all.runToEnd().state()).isInstanceOf(MigrationState.Completed.class);
  }

  private static List<Report> blockedAtAlfa(StepEvent.StepRequested step, Instant at) {
    return switch (step.assignment()) {
      case Assignment.CheckParticipant a when step.node().equals(ALFA) ->
          List.of(new Report.ParticipantChecked(step.request(), Answers.blocking(), at));
      case Assignment.CheckDomains a -> List.of(new Report.DomainsChecked(step.request(), Answers.blocking(), at));
      default -> Rehearsal.well(step, at);
    };
  }

  private static void check(Rehearsal all) {
    all.expect(all.tell(new CheckMigration(all.plan.migration(), Samples.by(all.tick()))));
    all.run();
    assertThat(all.state()).isInstanceOf(MigrationState.Planned.class);
  }

  private static MigrationPlan withoutSourceAdmin(MigrationPlan p) {
    var s = p.source();
    return Plans.from(p, new SourceDomain(s.alias(), s.id(), s.protocolVersion(), Optional.empty(), s.database(), s.backup()));
  }

  static void runUntil(Rehearsal all, Stage stage) {
    while (!all.stages().contains(stage)) {
      if (!all.step() && !all.giveWord()) throw new AssertionError("never came to " + stage + ": " + all.state());
    }
  }

  private static Standing standing(Rehearsal all) {
    return ((Underway) all.state()).standing();
  }

  private static int first(Rehearsal all, Predicate<Event> that) {
    return (int) all.log.stream().takeWhile(that.negate()).count();
  }

  private static int last(Rehearsal all, Predicate<Event> that) {
    for (int i = all.log.size() - 1; i >= 0; i--) if (that.test(all.log.get(i))) return i;
    throw new AssertionError("not in the log");
  }
}
