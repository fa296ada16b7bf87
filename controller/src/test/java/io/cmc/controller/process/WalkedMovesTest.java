// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.command.AbortMigration;
import io.cmc.command.RestoreFromBackup;
import io.cmc.command.RetryStep;
import io.cmc.controller.activity.Plans;
import io.cmc.controller.activity.Samples;
import io.cmc.controller.migration.MigrationState;
import io.cmc.controller.participant.Move;
import io.cmc.controller.participant.Moves;
import io.cmc.controller.participant.Position;
import io.cmc.event.IncidentEvent;
import io.cmc.event.MigrationEvent;
import io.cmc.event.StepEvent.StepParked;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.id.JourneyId;
import io.cmc.id.NodeName;
import io.cmc.journey.Assignment;
import io.cmc.journey.Phase;
import io.cmc.journey.Stage;
import io.cmc.plan.ClosingStrategy;
import io.cmc.proof.ContractDigest;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks every row of the table of moves by real orders and reports: forward, falling back at barriers, and back to the source. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WalkedMovesTest {

  private final Set<Move> walked = new HashSet<>();

  @BeforeAll void nothing_is_walked_yet() {
    walked.clear();
  }

  @AfterAll void every_move_was_walked_and_no_other() {
    assertThat(walked).as("moves that a test walked; a row that is missing has no test, one too many is not in the table")
        .containsExactlyInAnyOrderElementsOf(Moves.ALL);
  }

  @ParameterizedTest @EnumSource(ClosingStrategy.class)
  void forward_to_the_end(ClosingStrategy closing) {
    var all = Rehearsal.started(Plans.of(closing, 2)).runToEnd();

    assertThat(all.plan.names()).allSatisfy(n -> assertThat(all.position(n)).isInstanceOf(Position.Home.class));
    walked.addAll(all.walked);
  }

  static Stream<Arguments> barriers() {
    return Stream.of(ClosingStrategy.values()).flatMap(c -> Stream.of(c == ClosingStrategy.PARTICIPANT_LIMITS ? Stage.CLOSE : Stage.SEE_CLOSED,
        Stage.DRAIN, Stage.LEAVE, Stage.JOIN, Stage.PING).map(s -> Arguments.of(c, s)));
  }

  @ParameterizedTest @MethodSource("barriers")
  void who_fell_back_at_a_barrier_goes_through_the_stage_again_and_all_are_looked_at_again(ClosingStrategy closing, Stage barrier) {
    var all = Rehearsal.started(Plans.of(closing, 3));
    all.workers = (step, at) -> fallsBack(step, Plans.name(1), barrier, 1) ? List.of(Answers.noLonger(step, at)) : Rehearsal.well(step, at);

    all.runToEnd();

    assertThat(all.state()).isInstanceOf(MigrationState.Completed.class);
    assertThat(all.stages().stream().filter(s -> s == barrier)).hasSize(2);
    assertThat(looks(all, barrier)).as("all three in both rounds").isEqualTo(6);
    walked.addAll(all.walked);
  }

  @ParameterizedTest @MethodSource("barriers")
  void who_falls_back_a_third_time_is_parked_and_retried_goes_on(ClosingStrategy closing, Stage barrier) {
    var all = Rehearsal.started(Plans.of(closing, 2));
    all.workers = (step, at) -> fallsBack(step, Plans.name(1), barrier, 3) ? List.of(Answers.noLonger(step, at)) : Rehearsal.well(step, at);
    all.runToEnd();

    assertThat(all.stages().stream().filter(s -> s == barrier)).hasSize(3);
    assertThat(all.logged(StepParked.class)).singleElement().satisfies(e -> {
      assertThat(e.node()).isEqualTo(Plans.name(1));
      assertThat(e.problem().code()).isEqualTo(ProblemCode.BARRIER_BROKEN);
    });

    all.workers = Rehearsal::well;
    all.expect(all.tell(new RetryStep(new JourneyId(all.plan.migration(), Plans.name(1)), Samples.by(all.tick()))));

    assertThat(all.runToEnd().state()).isInstanceOf(MigrationState.Completed.class);
  }

  @ParameterizedTest @EnumSource(value = Stage.class, names = {"BACK_UP", "MOVE"})
  void where_a_stage_cannot_be_gone_through_again_the_first_look_that_finds_a_change_parks(Stage barrier) {
    var all = Rehearsal.started(Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 2));
    all.workers = (step, at) -> fallsBack(step, Plans.name(0), barrier, 1) ? List.of(Answers.noLonger(step, at)) : Rehearsal.well(step, at);

    all.runToEnd();

    assertThat(all.parked).containsExactly(Plans.name(0));
    assertThat(all.state()).isInstanceOf(MigrationState.Underway.class);
  }

  @ParameterizedTest @EnumSource(value = Stage.class, names = {"CLOSE", "DRAIN", "LEAVE", "BACK_UP"})
  void back_from_every_stage_before_the_point_of_no_return(Stage from) {
    var all = Rehearsal.started(Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 2));
    var last = Plans.name(1);
    all.workers = (step, at) -> step.stage() == from && step.node().equals(last) ? List.of(Answers.waits(step.request(), at)) : Rehearsal.well(step, at);
    all.run();

    all.workers = Rehearsal::well;
    all.expect(all.tell(new AbortMigration(all.plan.migration(), Samples.by(all.tick()))));
    all.runToEnd();

    assertThat(all.state()).isInstanceOf(MigrationState.Aborted.class);
    walked.addAll(all.walked);
  }

  @ParameterizedTest @EnumSource(value = Second.class)
  void back_from_between_two_steps_of_a_stage(Second waiting) {
    var all = Rehearsal.started(Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 1));
    all.workers = (step, at) -> waiting.kind.isInstance(step.assignment()) ? List.of(Answers.waits(step.request(), at)) : Rehearsal.well(step, at);
    all.run();

    all.workers = Rehearsal::well;
    all.expect(all.tell(new AbortMigration(all.plan.migration(), Samples.by(all.tick()))));
    all.runToEnd();

    assertThat(all.position(Plans.name(0))).isInstanceOf(Position.Returned.class);
    walked.addAll(all.walked);
  }

  @ParameterizedTest @EnumSource(value = Stage.class, names = {"LEAVE", "BACK_UP"})
  void work_that_turns_up_in_flight_sends_all_back_to_drain_again(Stage barrier) {
    var all = Rehearsal.started(Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 3));
    all.workers = (step, at) -> fallsBack(step, Plans.name(1), barrier, 1) ? List.of(Answers.inFlight(step, at))
        : fallsBack(step, Plans.name(2), barrier, 1) && barrier == Stage.LEAVE ? List.of(Answers.noLonger(step, at)) : Rehearsal.well(step, at);

    all.runToEnd();

    assertThat(all.state()).isInstanceOf(MigrationState.Completed.class);
    assertThat(all.stages()).containsSubsequence(barrier, Stage.BACK_TO_DRAIN, Stage.DRAIN, Stage.LEAVE, Stage.BACK_UP, Stage.MOVE);
    walked.addAll(all.walked);
  }

  static Stream<Class<? extends Assignment>> afterTheFirstPointOfNoReturn() {
    return Stream.of(Assignment.MoveContracts.class, Assignment.JoinTarget.class, Assignment.CompareContracts.class, Assignment.EaseLimits.class,
        Assignment.Ping.class);
  }

  @ParameterizedTest @MethodSource("afterTheFirstPointOfNoReturn")
  void between_the_points_of_no_return_the_databases_lead_all_back(Class<? extends Assignment> from) {
    var all = Rehearsal.started(Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 2));
    all.workers = (step, at) -> from.isInstance(step.assignment()) && step.node().equals(Plans.name(1))
        ? List.of(Answers.waits(step.request(), at)) : Rehearsal.well(step, at);
    all.run();

    all.workers = Rehearsal::well;
    all.expect(all.tell(new RestoreFromBackup(all.plan.migration(), Samples.by(all.tick()))));
    all.runToEnd();

    assertThat(all.state()).isInstanceOf(MigrationState.Restored.class);
    assertThat(all.plan.names()).allSatisfy(n -> assertThat(all.position(n)).isInstanceOf(Position.Returned.class));
    walked.addAll(all.walked);
  }

  @ParameterizedTest @EnumSource(value = Stage.class, names = {"REJOIN", "COMPARE_RESTORED"})
  void who_is_off_the_source_again_before_it_is_opened_is_connected_once_more(Stage barrier) {
    var all = Rehearsal.started(Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 3));
    var from = barrier == Stage.REJOIN ? Assignment.BackUp.class : Assignment.JoinTarget.class;
    all.workers = (step, at) -> from.isInstance(step.assignment()) ? List.of(Answers.waits(step.request(), at)) : Rehearsal.well(step, at);
    all.run();

    all.workers = (step, at) -> fallsBack(step, Plans.name(1), barrier, 1) ? List.of(Answers.noLonger(step, at)) : Rehearsal.well(step, at);
    all.expect(barrier == Stage.REJOIN ? all.tell(new AbortMigration(all.plan.migration(), Samples.by(all.tick())))
        : all.tell(new RestoreFromBackup(all.plan.migration(), Samples.by(all.tick()))));
    all.runToEnd();

    assertThat(all.plan.names()).allSatisfy(n -> assertThat(all.position(n)).isInstanceOf(Position.Returned.class));
    assertThat(all.stages().stream().filter(s -> s == barrier)).hasSize(2);
    assertThat(looks(all, barrier)).as("all three in both rounds").isEqualTo(6);
    walked.addAll(all.walked);
  }

  @Test void what_differs_after_a_restore_is_an_incident_and_keeps_nobody_closed() {
    var all = Rehearsal.started(Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 2));
    all.workers = (step, at) -> step.assignment() instanceof Assignment.JoinTarget ? List.of(Answers.waits(step.request(), at)) : Rehearsal.well(step, at);
    all.run();
    all.workers = (step, at) -> step.stage() == Stage.COMPARE_RESTORED && step.assignment() instanceof Assignment.CompareContracts
        ? List.of(new Report.ContractsListed(step.request(), new ContractDigest(true, 6, "00".repeat(32), List.of()), at)) : Rehearsal.well(step, at);
    all.expect(all.tell(new RestoreFromBackup(all.plan.migration(), Samples.by(all.tick()))));

    assertThat(all.runToEnd().state()).isInstanceOf(MigrationState.Restored.class);
    assertThat(all.logged(IncidentEvent.IncidentOpened.class).map(e -> e.problem().code())).containsOnly(ProblemCode.RESTORED_DIFFER).hasSize(2);
    assertThat(all.logged(IncidentEvent.IncidentClosed.class)).as("a person closes it").isEmpty();
  }

  @Test void who_was_verified_is_restored_as_well_while_traffic_is_shut() {
    var all = Rehearsal.started(Plans.gatesBefore(Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 2), Phase.REOPEN)).run();

    all.expect(all.tell(new RestoreFromBackup(all.plan.migration(), Samples.by(all.tick()))));

    assertThat(all.runToEnd().state()).isInstanceOf(MigrationState.Restored.class);
    walked.addAll(all.walked);
  }

  @Test void if_nobody_began_to_move_no_database_is_touched_and_the_way_back_is_free() {
    var all = Rehearsal.started(Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 2));
    all.workers = (step, at) -> step.assignment() instanceof Assignment.MoveContracts ? List.of(Answers.waits(step.request(), at))
        : Rehearsal.well(step, at);
    all.run();

    all.workers = Rehearsal::well;
    all.expect(all.tell(new RestoreFromBackup(all.plan.migration(), Samples.by(all.tick()))));
    all.runToEnd();

    assertThat(all.state()).isInstanceOf(MigrationState.Aborted.class);
    assertThat(all.logged(MigrationEvent.PointOfNoReturnTakenBack.class)).hasSize(1);
    assertThat(all.logged(StepRequested.class)).noneMatch(r -> r.assignment() instanceof Assignment.RestoreDatabase);
  }

  /** Steps that are not the first of their stage, and so are asked for where the stage is half gone through. */
  enum Second {
    LOWER_LIMITS(Assignment.LowerLimits.class), LIST_CONTRACTS(Assignment.ListContracts.class);

    private final Class<? extends Assignment> kind;

    Second(Class<? extends Assignment> kind) {
      this.kind = kind;
    }
  }

  private static boolean fallsBack(StepRequested step, NodeName node, Stage barrier, int rounds) {
    return step.assignment() instanceof Assignment.LookAgain && step.node().equals(node) && step.stage() == barrier && step.round() <= rounds;
  }

  private static long looks(Rehearsal all, Stage barrier) {
    return all.logged(StepRequested.class).filter(r -> r.assignment() instanceof Assignment.LookAgain && r.stage() == barrier).count();
  }
}
