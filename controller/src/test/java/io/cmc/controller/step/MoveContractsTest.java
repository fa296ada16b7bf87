// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.controller.port.ParticipantNode.InFlight;
import io.cmc.controller.step.FakeParticipant.Link;
import io.cmc.controller.step.FakeParticipant.MoveStops;
import io.cmc.controller.step.FakeParticipant.Status;
import io.cmc.controller.step.StepRun.Result;
import io.cmc.id.SynchronizerId;
import io.cmc.journey.Assignment;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MoveContractsTest {

  private static final Assignment MOVE = new Assignment.MoveContracts(Samples.PROOF);
  private static final String CALL = "A.migrate(olddomain, newdomain)";

  private final Trial trial = new Trial();

  @BeforeEach void disconnectedAndBackedUp() {
    ChangingStepsTest.left(trial);
  }

  @Test void moves_and_proves_it_by_the_nodes_own_account_of_the_source() {
    var moved = trial.reached(trial.run(MOVE), Report.ParticipantMoved.class);

    assertThat(moved.proof().sourceStatus()).isEqualTo("Inactive");
    assertThat(trial.network.journal).containsExactly(CALL);
    assertThat(trial.network.probes).containsExactly("A.olddomain");
  }

  @Test void a_release_that_cannot_be_asked_is_believed_by_its_lists() {
    trial.a.probesAnswered = false;

    assertThat(trial.reached(trial.run(MOVE), Report.ParticipantMoved.class).proof().sourceStatus()).isEqualTo("not asked");
  }

  @ParameterizedTest @EnumSource(value = MoveStops.class, names = "NOWHERE", mode = EnumSource.Mode.EXCLUDE)
  void wherever_the_move_was_refused_the_same_call_finishes_it(MoveStops where) {
    trial.a.moveStops = where;
    var refused = trial.run(MOVE);
    trial.a.moveStops = MoveStops.NOWHERE;

    var finished = trial.run(MOVE);

    assertThat(refused).isInstanceOfSatisfying(Result.Failed.class, f -> assertThat(f.problem().code()).isEqualTo(ProblemCode.MOVE_REFUSED));
    assertThat(finished).isInstanceOf(Result.Reached.class);
    assertThat(trial.network.journal).containsExactly(CALL, CALL);
  }

  @ParameterizedTest @EnumSource(value = ProblemCode.class, names = {"HALF_MOVED", "TARGET_NOT_ALLOWED", "UNIQUE_KEYS_DIFFER", "TARGET_UNREACHABLE"})
  void a_reason_that_the_node_gave_half_way_is_told_and_the_same_call_is_tried_again(ProblemCode reason) {
    halfWay();
    trial.network.failNext("A.migrate", FakeNetwork.trouble(Kind.OUTCOME_UNKNOWN, reason));
    trial.run(MOVE);
    trial.network.clock.pass(Duration.ofSeconds(10));

    var refused = trial.run(MOVE);
    var finished = trial.run(MOVE);

    assertThat(refused).isInstanceOfSatisfying(Result.Failed.class, failed -> {
      assertThat(failed.problem().code()).isEqualTo(reason);
      assertThat(failed.again()).isTrue();
    });
    assertThat(finished).isInstanceOf(Result.Reached.class);
    assertThat(trial.network.journal).containsExactly(CALL, CALL);
  }

  @Test void what_the_call_itself_said_about_its_open_outcome_is_told() {
    trial.network.failNext("A.migrate", FakeNetwork.trouble(Kind.OUTCOME_UNKNOWN, ProblemCode.NODE_UNREACHABLE));

    assertThat(trial.run(MOVE)).isInstanceOfSatisfying(Result.Unknown.class, unknown ->
        assertThat(unknown.problem().code()).isEqualTo(ProblemCode.NODE_UNREACHABLE));
  }

  @ParameterizedTest @EnumSource(value = MoveStops.class, names = "NOWHERE", mode = EnumSource.Mode.EXCLUDE)
  void wherever_it_stopped_unseen_it_is_looked_at_for_a_while_before_the_call_is_made_again(MoveStops where) {
    trial.a.moveStops = where;
    trial.run(MOVE);
    trial.a.moveStops = MoveStops.NOWHERE;
    trial.restart();

    assertThat(trial.run(MOVE)).isInstanceOfSatisfying(Result.Unknown.class, u ->
        assertThat(u.problem().code()).isEqualTo(ProblemCode.MOVE_UNRESOLVED));
    assertThat(trial.run(MOVE)).isInstanceOf(Result.Later.class);
    trial.network.clock.pass(Duration.ofMillis(9999));
    assertThat(trial.run(MOVE)).isInstanceOf(Result.Later.class);
    assertThat(trial.network.journal).containsExactly(CALL);
    trial.network.clock.pass(Duration.ofMillis(1));
    assertThat(trial.run(MOVE)).isInstanceOf(Result.Reached.class);
    assertThat(trial.network.journal).containsExactly(CALL, CALL);
  }

  @Test void a_restart_before_the_call_was_made_makes_it_after_a_while() {
    trial.diedBeforeTheCall();

    assertThat(trial.run(MOVE)).isInstanceOf(Result.Unknown.class);
    assertThat(trial.run(MOVE)).isInstanceOf(Result.Later.class);
    trial.network.clock.pass(Duration.ofSeconds(10));
    assertThat(trial.run(MOVE)).isInstanceOf(Result.Reached.class);
    assertThat(trial.network.journal).containsExactly(CALL);
  }

  @Test void a_move_that_goes_on_although_its_answer_was_lost_is_waited_for_and_not_called_again() {
    trial.network.failNext("A.migrate", FakeNetwork.trouble(Kind.OUTCOME_UNKNOWN, ProblemCode.NODE_TIMEOUT));

    var open = trial.run(MOVE);
    halfWay();
    var waits = trial.run(MOVE);
    finish();
    var done = trial.run(MOVE);

    assertThat(open).isInstanceOf(Result.Unknown.class);
    assertThat(waits).isInstanceOf(Result.Later.class);
    assertThat(done).isInstanceOf(Result.Reached.class);
    assertThat(trial.network.journal).containsExactly(CALL);
  }

  @Test void a_move_that_somebody_else_began_is_waited_for_and_then_taken_over() {
    halfWay();

    assertThat(trial.run(MOVE)).isInstanceOf(Result.Later.class);
    finish();
    assertThat(trial.run(MOVE)).isInstanceOf(Result.Reached.class);
    assertThat(trial.network.journal).isEmpty();
  }

  @Test void a_second_call_while_one_runs_is_refused_by_the_node_and_leads_to_a_longer_wait() {
    trial.network.failNext("A.migrate", FakeNetwork.trouble(Kind.OUTCOME_UNKNOWN, ProblemCode.NODE_TIMEOUT));
    assertThat(trial.run(MOVE)).isInstanceOf(Result.Unknown.class);
    halfWay();
    trial.a.moving = true;
    assertThat(trial.run(MOVE)).isInstanceOf(Result.Later.class);
    trial.network.clock.pass(Duration.ofSeconds(10));

    assertThat(trial.run(MOVE)).isInstanceOf(Result.Unknown.class);
    var waits = (Result.Later) trial.run(MOVE);
    trial.network.clock.pass(Duration.ofSeconds(39));
    assertThat(trial.run(MOVE)).isInstanceOf(Result.Later.class);
    assertThat(waits.after()).isEqualTo(Duration.ofSeconds(4));
    assertThat(trial.network.journal).containsExactly(CALL, CALL);

    finish();
    assertThat(trial.run(MOVE)).isInstanceOf(Result.Reached.class);
    assertThat(trial.network.journal).containsExactly(CALL, CALL);
  }

  @Test void a_sight_that_changes_shows_that_the_move_goes_on_and_starts_the_waiting_anew() {
    trial.network.failNext("A.migrate", FakeNetwork.trouble(Kind.OUTCOME_UNKNOWN, ProblemCode.NODE_TIMEOUT));
    trial.run(MOVE);
    trial.run(MOVE);
    trial.network.clock.pass(Duration.ofSeconds(9));
    halfWay();
    trial.run(MOVE);
    trial.network.clock.pass(Duration.ofSeconds(9));

    assertThat(trial.run(MOVE)).isInstanceOf(Result.Later.class);
    assertThat(trial.network.journal).containsExactly(CALL);
  }

  @Test void who_is_asked_anew_about_a_finished_move_asks_the_node_and_moves_nothing() {
    trial.a.moved("newdomain");

    assertThat(trial.run(MOVE)).isInstanceOf(Result.Reached.class);
    assertThat(trial.network.journal).isEmpty();
    assertThat(trial.network.probes).contains("A.olddomain");
  }

  @Test void a_move_that_lacks_only_the_last_mark_is_finished_by_the_same_call() {
    trial.a.moved("newdomain");
    trial.a.link("olddomain").status = Status.VACATING;

    assertThat(trial.run(MOVE)).isInstanceOf(Result.Reached.class);
    assertThat(trial.network.journal).containsExactly(CALL);
    assertThat(trial.a.link("olddomain").status).isEqualTo(Status.INACTIVE);
  }

  @Test void a_participant_that_joined_the_target_too_early_is_disconnected_first() {
    trial.a.moved("newdomain");
    trial.a.link("olddomain").status = Status.VACATING;
    trial.a.link("newdomain").connected = true;

    assertThat(trial.run(MOVE)).isInstanceOf(Result.Reached.class);
    assertThat(trial.network.journal).containsExactly("A.disconnect(newdomain)", CALL);
    assertThat(trial.a.connected()).isEmpty();
  }

  @Test void the_target_connected_while_the_move_runs_is_not_done() {
    halfWay();
    trial.a.link("newdomain").connected = true;

    assertThat(trial.run(MOVE)).isInstanceOfSatisfying(Result.Later.class, later -> assertThat(later.why()).contains("neither domain"));
    assertThat(trial.network.journal).isEmpty();
  }

  @Test void a_move_that_stopped_on_its_way_to_another_target_is_not_taken_over() {
    trial.a.link("olddomain").status = Status.VACATING;
    trial.run(MOVE);
    trial.network.clock.pass(Duration.ofSeconds(10));

    assertThat(trial.run(MOVE)).isInstanceOfSatisfying(Result.Failed.class, failed -> {
      assertThat(failed.problem().code()).isEqualTo(ProblemCode.TARGET_KNOWN);
      assertThat(failed.again()).isFalse();
    });
    assertThat(trial.network.journal).isEmpty();
  }

  @ParameterizedTest @CsvSource({"1, 0", "0, 1"})
  void work_in_flight_stops_the_move_before_its_first_call(int submissions, int transactions) {
    trial.a.inFlight = Optional.of(new InFlight(submissions, transactions));

    assertThat(trial.run(MOVE)).isInstanceOfSatisfying(Result.Failed.class, failed -> {
      assertThat(failed.problem().code()).isEqualTo(ProblemCode.IN_FLIGHT_WORK);
      assertThat(failed.problem().found()).contains(submissions + " submissions and " + transactions + " transactions");
    });
    assertThat(trial.network.journal).isEmpty();
  }

  @Test void a_participant_that_went_back_to_the_source_is_not_moved() {
    trial.a.link("olddomain").connected = true;

    assertThat(blocked()).isEqualTo(ProblemCode.BARRIER_BROKEN);
  }

  @Test void a_target_that_was_registered_before_is_not_moved_to() {
    trial.a.links.put("newdomain", new Link(trial.network.target.id, List.of("https://new:5003")));

    assertThat(blocked()).isEqualTo(ProblemCode.TARGET_KNOWN);
  }

  @Test void a_target_that_is_known_by_its_address_under_another_alias_is_not_moved_to() {
    trial.a.links.put("other", new Link(new SynchronizerId("x::1220"), List.of("https://new:5003")));

    assertThat(blocked()).isEqualTo(ProblemCode.TARGET_KNOWN);
  }

  @Test void a_target_that_is_known_by_its_id_under_another_alias_is_not_moved_to() {
    var link = new Link(trial.network.target.id, List.of("http://balancer:1"));
    link.connected = true;
    trial.a.links.put("other", link);

    assertThat(blocked()).isEqualTo(ProblemCode.TARGET_KNOWN);
  }

  @Test void a_node_that_contradicts_itself_leaves_it_unknown() {
    trial.a.moved("newdomain");
    trial.a.links.remove("olddomain");
    trial.diedBeforeTheCall();

    assertThat(trial.run(MOVE)).isInstanceOfSatisfying(Result.Unknown.class, unknown ->
        assertThat(unknown.problem().found()).isEqualTo("UNKNOWN"));
  }

  @Test void an_old_release_whose_answer_was_lost_is_believed_after_a_while() {
    trial.a.probesAnswered = false;
    trial.a.moved("newdomain");
    trial.diedBeforeTheCall();

    assertThat(trial.run(MOVE)).isInstanceOf(Result.Unknown.class);
    assertThat(trial.run(MOVE)).isInstanceOf(Result.Later.class);
    trial.network.clock.pass(Duration.ofSeconds(10));
    assertThat(trial.run(MOVE)).isInstanceOf(Result.Reached.class);
    assertThat(trial.network.journal).isEmpty();
  }

  @Test void at_the_barrier_it_must_have_the_target_and_be_connected_to_neither() {
    assertThat(trial.lookAgain(MOVE)).isInstanceOf(Sight.Blocked.class);

    trial.a.moved("newdomain");
    assertThat(trial.lookAgain(MOVE)).isInstanceOf(Sight.Done.class);

    trial.a.link("newdomain").connected = true;
    assertThat(trial.lookAgain(MOVE)).isInstanceOf(Sight.Blocked.class);
    assertThat(trial.network.probes).isEmpty();
  }

  private ProblemCode blocked() {
    var result = trial.run(MOVE);
    assertThat(result).isInstanceOf(Result.Failed.class);
    assertThat(((Result.Failed) result).again()).isFalse();
    assertThat(trial.network.journal).isEmpty();
    return ((Result.Failed) result).problem().code();
  }

  private void halfWay() {
    trial.a.moved("newdomain");
    trial.a.link("olddomain").status = Status.VACATING;
    trial.a.link("newdomain").status = Status.MIGRATING_TO;
  }

  private void finish() {
    trial.a.moving = false;
    trial.a.link("newdomain").status = Status.ACTIVE;
    trial.a.link("olddomain").status = Status.INACTIVE;
  }
}
