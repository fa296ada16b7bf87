// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.command.AbortMigration;
import io.cmc.controller.activity.Decision.Refused;
import io.cmc.controller.activity.Plans;
import io.cmc.controller.activity.Samples;
import io.cmc.controller.migration.MigrationState;
import io.cmc.controller.participant.Position;
import io.cmc.event.JourneyEvent;
import io.cmc.event.MigrationEvent;
import io.cmc.event.StepEvent;
import io.cmc.journey.Assignment;
import io.cmc.journey.Phase;
import io.cmc.journey.Stage;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.MigrationPlan;
import io.cmc.rejection.ProblemCode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Turning back after every single piece of work before the point of no return, and being refused after it. */
class AbortTest {

  @ParameterizedTest @EnumSource(ClosingStrategy.class)
  void from_every_moment_before_the_point_of_no_return_it_leads_back_to_where_it_began(ClosingStrategy closing) {
    var left = EnumSet.noneOf(Stage.class);

    for (int pieces = 0; ; pieces++) {
      var all = after(pieces, plan(closing));
      if (crossed(all)) break;
      left.add(all.stages().getLast());
      abort(all);
      assertBack(closing, all, pieces);
    }

    assertThat(left).as("stages that were turned back from").containsAll(expected(closing));
  }

  @ParameterizedTest @EnumSource(ClosingStrategy.class)
  void behind_the_point_of_no_return_it_is_refused_at_every_moment(ClosingStrategy closing) {
    var all = Rehearsal.started(plan(closing));
    while (!crossed(all)) if (!all.step()) all.giveWord();
    var refusals = new ArrayList<ProblemCode>();

    while (!(all.state() instanceof MigrationState.Completed)) {
      var refused = (Refused<MigrationEvent>) all.tell(new AbortMigration(all.plan.migration(), Samples.by(all.tick())));
      refusals.add(refused.problem().code());
      if (!all.step()) all.giveWord();
    }

    assertThat(refusals).hasSizeGreaterThan(20).containsOnly(ProblemCode.PAST_POINT_OF_NO_RETURN);
  }

  @Test void ordered_twice_the_second_time_changes_nothing() {
    var all = after(20, plan(ClosingStrategy.PARTICIPANT_LIMITS));
    abort(all);

    var again = all.tell(new AbortMigration(all.plan.migration(), Samples.by(all.tick())));

    assertThat(all.logged(MigrationEvent.AbortBegan.class)).hasSize(1);
    assertThat(again).isInstanceOf(Refused.class);
  }

  @Test void a_participant_that_is_being_called_is_told_when_the_call_has_ended() {
    var all = Rehearsal.started(Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 2));
    ForwardTest.runUntil(all, Stage.LEAVE);
    while (all.rows.isEmpty()) all.step();
    var calling = all.rows.values().stream().filter(r -> r.assignment() instanceof Assignment.LeaveSource).findFirst().orElseThrow();
    all.report(calling.node(), Answers.begun(calling, all.tick()));

    all.expect(all.tell(new AbortMigration(all.plan.migration(), Samples.by(all.tick()))));
    while (!all.fanOut.isEmpty() && all.fanOut.stream().anyMatch(m -> !m.node().equals(calling.node()))) all.send(all.fanOut.removeFirst());
    assertThat(all.fanOut).extracting(Rehearsal.Message::node).containsExactly(calling.node());
    all.report(calling.node(), Answers.well(calling, all.tick()));
    all.runToEnd();

    assertThat(all.state()).isInstanceOf(MigrationState.Aborted.class);
    assertThat(all.logged(JourneyEvent.SourceLeft.class)).extracting(JourneyEvent.SourceLeft::node).contains(calling.node());
    assertThat(all.plan.names()).allSatisfy(n -> assertThat(all.position(n)).isInstanceOf(Position.Returned.class));
  }

  @Test void the_report_of_a_step_that_the_abort_overtook_comes_too_late_to_matter() {
    var all = Rehearsal.started(Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 1));
    ForwardTest.runUntil(all, Stage.CLOSE);
    while (all.logged(JourneyEvent.LimitsSaved.class).findAny().isEmpty()) all.step();
    var overtaken = all.rows.get(Plans.name(0));
    all.expect(all.tell(new AbortMigration(all.plan.migration(), Samples.by(all.tick()))));
    all.send(all.fanOut.removeFirst());

    all.report(overtaken.node(), Answers.begun(overtaken, all.tick()));
    all.report(overtaken.node(), Answers.well(overtaken, all.tick()));
    all.runToEnd();

    assertThat(all.logged(JourneyEvent.LimitsLowered.class)).isEmpty();
    assertThat(all.logged(StepEvent.StepIntended.class)).noneMatch(i -> i.request().equals(overtaken.request()));
    assertThat(all.position(Plans.name(0))).isInstanceOf(Position.Returned.class);
  }

  @Test void from_a_parked_participant_and_a_parked_domain_step_it_leads_back_too() {
    var all = Rehearsal.started(plan(ClosingStrategy.DOMAIN_RATE));
    all.workers = (step, at) -> step.stage() == Stage.LEAVE ? List.of(Answers.fails(step, at)) : Rehearsal.well(step, at);
    all.runToEnd();
    assertThat(all.parked).hasSize(3);

    all.workers = Rehearsal::well;
    abort(all);

    assertBack(ClosingStrategy.DOMAIN_RATE, all, -1);
    assertThat(all.parked).isEmpty();
  }

  private static MigrationPlan plan(ClosingStrategy closing) {
    return Plans.sourceDatabase(Plans.gatesBefore(Plans.of(closing, 3), Phase.QUIESCE, Phase.DISCONNECT, Phase.MOVE_CONTRACTS),
        BackupStrategy.PG_DUMP);
  }

  private static Rehearsal after(int pieces, MigrationPlan plan) {
    var all = Rehearsal.started(plan);
    for (int i = 0; i < pieces; i++) if (!all.step()) all.giveWord();
    return all;
  }

  private static boolean crossed(Rehearsal all) {
    return all.logged(MigrationEvent.PointOfNoReturnCrossed.class).findAny().isPresent();
  }

  private static void abort(Rehearsal all) {
    all.expect(all.tell(new AbortMigration(all.plan.migration(), Samples.by(all.tick()))));
    all.runToEnd();
  }

  private static void assertBack(ClosingStrategy closing, Rehearsal all, int pieces) {
    assertThat(all.state()).as("after %s pieces of work: %s", pieces, all).isInstanceOf(MigrationState.Aborted.class);
    var back = closing == ClosingStrategy.PARTICIPANT_LIMITS ? Position.Returned.class : Position.Rejoined.class;
    assertThat(all.plan.names()).allSatisfy(n -> assertThat(all.position(n)).isInstanceOfAny(Position.Enrolled.class, back));
    var saved = all.logged(JourneyEvent.LimitsSaved.class).map(JourneyEvent.LimitsSaved::node).toList();
    assertThat(all.logged(JourneyEvent.SourceRejoined.class).map(JourneyEvent.SourceRejoined::node)).containsExactlyInAnyOrderElementsOf(saved);
    new Invariants(all).hold();
    assertThat(all.tell(new AbortMigration(all.plan.migration(), Samples.by(all.tick())))).isInstanceOf(Refused.class);
  }

  private static Set<Stage> expected(ClosingStrategy closing) {
    var stages = EnumSet.of(Stage.CHECK_DOMAINS, Stage.CHECK_PARTICIPANTS, Stage.DRAIN, Stage.LEAVE, Stage.BACK_UP, Stage.BACK_UP_SOURCE);
    stages.addAll(switch (closing) {
      case PARTICIPANT_LIMITS -> Set.of(Stage.CLOSE);
      case DOMAIN_RATE -> Set.of(Stage.SAVE_RATES, Stage.SEE_CLOSED);
      case OUTSIDE -> Set.of(Stage.CONFIRM_CLOSED, Stage.SEE_CLOSED);
    });
    return stages;
  }
}
