// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.controller.step.FakeParticipant.Link;
import io.cmc.controller.step.FakeParticipant.Status;
import io.cmc.controller.step.StepRun.Result;
import io.cmc.id.SynchronizerId;
import io.cmc.journey.Assignment;
import io.cmc.plan.BackupStrategy;
import io.cmc.proof.BackupProof;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Leaving the source, backing up, joining the target or the source again, and stopping the source. */
class LeavingAndJoiningTest {

  private static final Assignment LEAVE = new Assignment.LeaveSource(Samples.SAVED);
  private static final Assignment JOIN = new Assignment.JoinTarget(Samples.SAVED);

  private final Trial trial = new Trial();

  @Test void who_seems_to_have_left_is_disconnected_all_the_same_because_a_broken_connection_is_not_listed() {
    ChangingStepsTest.left(trial);

    trial.reached(trial.run(LEAVE), Report.ParticipantDisconnected.class);

    assertThat(trial.network.journal).containsExactly("A.disconnect(olddomain)");
  }

  @Test void who_left_but_would_come_back_by_itself_has_not_left() {
    ChangingStepsTest.left(trial);
    trial.a.link("olddomain").manually = false;

    assertThat(trial.lookAgain(LEAVE)).isInstanceOf(Sight.NotYet.class);
  }

  @Test void a_restart_in_the_middle_of_leaving_leaves_the_rest_of_the_way() {
    trial.network.failNext("A.disconnect", FakeNetwork.trouble(Kind.TRANSIENT, ProblemCode.NODE_UNREACHABLE));
    trial.run(LEAVE);
    trial.restart();

    trial.reached(trial.run(LEAVE), Report.ParticipantDisconnected.class);

    assertThat(trial.network.journal)
        .containsExactly("A.setConnectsManually(olddomain, true)", "A.disconnect(olddomain)", "A.disconnect(olddomain)");
  }

  @Test void a_participant_that_does_not_have_the_source_any_more_is_not_as_it_was_left() {
    trial.a.moved("newdomain");

    assertThat(failed(trial.run(LEAVE)).problem().code()).isEqualTo(ProblemCode.BARRIER_BROKEN);
  }

  @Test void a_backup_is_proved_by_being_found_and_is_found_under_the_same_name_ever_after() {
    ChangingStepsTest.left(trial);

    var proof = trial.reached(trial.run(new Assignment.BackUp()), Report.ParticipantBackedUp.class).proof();

    assertThat(proof).isEqualTo(trial.backups.taken.values().iterator().next());
    assertThat(trial.lookAgain(new Assignment.BackUp())).isInstanceOf(Sight.Done.class);
  }

  @Test void a_participant_that_is_connected_to_the_source_is_not_backed_up_and_its_backup_no_longer_counts() {
    ChangingStepsTest.left(trial);
    trial.run(new Assignment.BackUp());
    trial.a.link("olddomain").connected = true;

    assertThat(trial.look(new Assignment.BackUp())).isInstanceOf(Sight.Blocked.class);
    assertThat(trial.lookAgain(new Assignment.BackUp())).isInstanceOfSatisfying(Sight.Blocked.class, blocked ->
        assertThat(blocked.problem().remedy()).contains("remove the backup cmc-net-7-A-"));
  }

  @Test void who_was_moved_already_is_not_backed_up_but_the_backup_of_before_counts() {
    ChangingStepsTest.left(trial);
    trial.a.moved("newdomain");
    assertThat(failed(trial.run(new Assignment.BackUp())).problem().code()).isEqualTo(ProblemCode.BARRIER_BROKEN);
    assertThat(trial.backups.taken).isEmpty();

    var before = LeavingAndJoiningTest.backedUpBefore();

    before.reached(before.run(new Assignment.BackUp()), Report.ParticipantBackedUp.class);
  }

  private static Trial backedUpBefore() {
    var trial = new Trial();
    ChangingStepsTest.left(trial);
    trial.run(new Assignment.BackUp());
    trial.a.moved("newdomain");
    return trial;
  }

  @Test void a_backup_that_was_lost_does_not_hold_at_the_barrier() {
    ChangingStepsTest.left(trial);
    trial.run(new Assignment.BackUp());
    trial.backups.taken.clear();

    assertThat(trial.lookAgain(new Assignment.BackUp())).isInstanceOf(Sight.NotYet.class);
  }

  @Test void a_backup_that_fails_is_told_in_the_tools_words() {
    ChangingStepsTest.left(trial);
    trial.backups.works = false;

    assertThat(failed(trial.run(new Assignment.BackUp())).problem().code()).isEqualTo(ProblemCode.SPACE_SHORT);
  }

  @Test void a_backup_by_somebody_else_is_waited_for() {
    ChangingStepsTest.left(trial);
    trial.plan.backup = BackupStrategy.CONFIRM;

    assertThat(trial.run(new Assignment.BackUp())).isInstanceOfSatisfying(Result.Later.class, later ->
        assertThat(later.why()).contains("database of A", "BACKUP_TAKEN"));
    assertThat(trial.lookAgain(new Assignment.BackUp())).isInstanceOf(Sight.Done.class);
  }

  @Test void a_plan_without_the_database_or_with_a_strategy_nobody_knows_is_told_so() {
    ChangingStepsTest.left(trial);
    trial.plan.backup = BackupStrategy.TEMPLATE_COPY;
    assertThat(failed(trial.run(new Assignment.BackUp())).problem().code()).isEqualTo(ProblemCode.STRATEGY_NOT_POSSIBLE);

    trial.plan.databases = false;
    assertThat(failed(trial.run(new Assignment.BackUp())).problem().code()).isEqualTo(ProblemCode.DATABASE_NOT_NAMED);
  }

  @Test void the_sources_database_is_backed_up_under_a_name_of_its_own() {
    var proof = trial.reached(trial.onDomains(new Assignment.BackUpSource()), Report.SourceBackedUp.class).proof();

    assertThat(proof).extracting(BackupProof::location).asString().startsWith("cmc-net-7-source-");
    assertThat(trial.network.journal).containsExactly("backup.take(olddomain as " + proof.location() + ")");
  }

  @Test void joining_brings_back_the_other_domains_too_and_the_target_first() {
    trial.a.moved("newdomain");
    trial.a.links.put("other", new Link(new SynchronizerId("third::1220ee"), List.of("http://third:1")));

    trial.reached(trial.run(new Assignment.JoinTarget(Samples.saved(Samples.LIMITS, false, "other"))), Report.ParticipantReconnected.class);

    assertThat(trial.network.journal).containsExactly("A.connect(newdomain)", "A.connect(other)");
  }

  @Test void joined_but_not_in_good_health_is_waited_for() {
    trial.a.moved("newdomain");
    trial.a.link("newdomain").healthy = false;

    assertThat(trial.run(JOIN)).isInstanceOf(Result.Later.class);
    trial.a.link("newdomain").healthy = true;
    trial.reached(trial.run(JOIN), Report.ParticipantReconnected.class);
    assertThat(trial.network.journal).containsExactly("A.connect(newdomain)");
  }

  @Test void a_long_replay_is_waited_for_and_no_second_connect_queues_behind_it() {
    trial.a.moved("newdomain");
    trial.a.replays = true;

    assertThat(trial.run(JOIN)).isInstanceOfSatisfying(Result.Later.class, later -> {
      assertThat(later.why()).isEqualTo("waits for A to be ready on newdomain; a connect was sent at " + trial.network.clock.instant().truncatedTo(SECONDS));
      assertThat(later.after()).isLessThanOrEqualTo(Duration.ofSeconds(5));
    });
    later(29);
    trial.restart();
    assertThat(trial.run(JOIN)).isInstanceOf(Result.Later.class);
    assertThat(trial.network.journal).containsExactly("A.connect(newdomain)");

    trial.a.replayed("newdomain");
    trial.reached(trial.run(JOIN), Report.ParticipantReconnected.class);
    assertThat(trial.network.journal).containsExactly("A.connect(newdomain)");
  }

  @Test void a_node_that_was_restarted_has_forgotten_the_connect_and_gets_another_at_once() {
    whoeverIsThereMeanwhileGetsAnother(trial.network.clock::instant);
  }

  @Test void a_replica_that_took_over_never_heard_of_the_connect_however_long_it_has_been_running() {
    whoeverIsThereMeanwhileGetsAnother(() -> trial.a.upSince.minus(Duration.ofDays(3)));
  }

  /** @param upSince asked a minute after the connect */
  private void whoeverIsThereMeanwhileGetsAnother(Supplier<Instant> upSince) {
    trial.a.moved("newdomain");
    trial.a.replays = true;
    assertThat(trial.run(JOIN)).isInstanceOf(Result.Later.class);
    later(1);
    trial.a.upSince = upSince.get();
    later(1);
    trial.a.replays = false;

    trial.reached(trial.run(JOIN), Report.ParticipantReconnected.class);

    assertThat(trial.network.journal).containsExactly("A.connect(newdomain)", "A.connect(newdomain)");
  }

  @Test void after_half_an_hour_without_a_word_it_is_connected_once_more_and_waited_for_again() {
    trial.a.moved("newdomain");
    trial.a.replays = true;
    trial.run(JOIN);

    later(30);
    assertThat(trial.run(JOIN)).isInstanceOf(Result.Later.class);
    later(29);
    assertThat(trial.run(JOIN)).isInstanceOf(Result.Later.class);

    assertThat(trial.network.journal).containsExactly("A.connect(newdomain)", "A.connect(newdomain)");
  }

  @Test void a_connect_that_the_node_refuses_is_a_failed_attempt_as_ever() {
    trial.a.moved("newdomain");
    trial.a.replays = true;
    trial.run(JOIN);
    later(30);
    trial.network.failNext("A.connect", FakeNetwork.trouble(Kind.TRANSIENT, ProblemCode.NODE_REFUSED));

    assertThat(failed(trial.run(JOIN)).again()).isTrue();
  }

  @Test void a_connect_whose_connection_was_lost_may_not_have_been_heard_of_and_is_made_again() {
    trial.a.moved("newdomain");
    trial.network.failNext("A.connect", FakeNetwork.trouble(Kind.OUTCOME_UNKNOWN, ProblemCode.NODE_UNREACHABLE));

    assertThat(failed(trial.run(JOIN)).again()).isTrue();
    trial.reached(trial.run(JOIN), Report.ParticipantReconnected.class);
  }

  @Test void who_was_ready_and_lost_the_domain_again_is_connected_at_once() {
    trial.a.moved("newdomain");
    trial.a.replays = true;
    trial.run(JOIN);
    trial.a.replayed("newdomain");
    trial.a.link("newdomain").healthy = false;
    assertThat(trial.run(JOIN)).isInstanceOf(Result.Later.class);
    trial.a.link("newdomain").connected = false;
    trial.a.link("newdomain").healthy = true;

    trial.reached(trial.run(JOIN), Report.ParticipantReconnected.class);

    assertThat(trial.network.journal).containsExactly("A.connect(newdomain)", "A.connect(newdomain)");
  }

  @Test void a_long_replay_is_waited_for_on_the_way_back_and_at_the_end_too() {
    ChangingStepsTest.left(trial);
    trial.a.replays = true;
    assertThat(trial.run(new Assignment.RejoinSource(Samples.SAVED))).isInstanceOf(Result.Later.class);
    assertThat(trial.run(new Assignment.RejoinSource(Samples.SAVED))).isInstanceOf(Result.Later.class);
    trial.a.replayed("olddomain");
    trial.reached(trial.run(new Assignment.RejoinSource(Samples.SAVED)), Report.ParticipantRejoined.class);
    trial.askAnew();

    trial.a.moved("newdomain");
    trial.a.replays = true;
    assertThat(trial.run(new Assignment.ConnectAutomatically(Samples.SAVED))).isInstanceOf(Result.Later.class);
    trial.a.replayed("newdomain");
    trial.reached(trial.run(new Assignment.ConnectAutomatically(Samples.SAVED)), Report.AutomaticConnectSet.class);

    assertThat(trial.network.journal).filteredOn(call -> call.contains("connect(")).containsExactly("A.connect(olddomain)", "A.connect(newdomain)");
  }

  private void later(int minutes) {
    trial.network.clock.pass(Duration.ofMinutes(minutes));
  }

  @Test void a_participant_that_is_not_moved_joins_nothing() {
    assertThat(failed(trial.run(JOIN)).problem().code()).isEqualTo(ProblemCode.BARRIER_BROKEN);

    trial.a.moved("newdomain");
    trial.a.link("newdomain").status = Status.MIGRATING_TO;
    assertThat(failed(trial.run(JOIN)).problem().code()).isEqualTo(ProblemCode.BARRIER_BROKEN);
    assertThat(trial.network.journal).isEmpty();
  }

  @Test void an_alias_that_means_another_domain_than_the_plan_says_is_not_joined() {
    trial.a.moved("newdomain");
    trial.a.link("newdomain").id = new SynchronizerId("other::1220ff");
    trial.a.link("newdomain").connected = true;

    assertThat(failed(trial.run(JOIN)).problem().code()).isEqualTo(ProblemCode.TARGET_ID_DIFFERS);
  }

  @Test void the_target_is_connected_to_as_the_source_was() {
    trial.a.moved("newdomain");
    trial.a.link("newdomain").connected = true;

    trial.reached(trial.run(new Assignment.ConnectAutomatically(Samples.saved(Samples.LIMITS, true))), Report.AutomaticConnectSet.class);
    assertThat(trial.network.journal).isEmpty();
    trial.reached(trial.run(new Assignment.ConnectAutomatically(Samples.SAVED)), Report.AutomaticConnectSet.class);
    assertThat(trial.a.link("newdomain").manually).isFalse();
  }

  @Test void one_that_was_restarted_since_it_joined_is_connected_again_before_it_is_home() {
    trial.a.moved("newdomain");

    trial.reached(trial.run(new Assignment.ConnectAutomatically(Samples.SAVED)), Report.AutomaticConnectSet.class);

    assertThat(trial.network.journal).containsExactly("A.setConnectsManually(newdomain, false)", "A.connect(newdomain)");
    assertThat(trial.a.link("newdomain").connected).isTrue();
  }

  @Test void going_back_to_the_source_restores_how_it_is_connected_to() {
    ChangingStepsTest.left(trial);

    trial.reached(trial.run(new Assignment.RejoinSource(Samples.saved(Samples.LIMITS, true))), Report.ParticipantRejoined.class);

    assertThat(trial.network.journal).containsExactly("A.connect(olddomain)");
    assertThat(trial.a.link("olddomain").manually).isTrue();
  }

  @Test void there_is_no_going_back_to_a_source_that_was_left_for_good() {
    trial.a.moved("newdomain");

    assertThat(failed(trial.run(new Assignment.RejoinSource(Samples.SAVED))).problem().code()).isEqualTo(ProblemCode.HALF_MOVED);
  }

  @Test void back_on_the_source_but_not_in_good_health_is_waited_for() {
    trial.a.link("olddomain").healthy = false;

    assertThat(trial.run(new Assignment.RejoinSource(Samples.SAVED))).isInstanceOf(Result.Later.class);
  }

  private static Result.Failed failed(Result result) {
    assertThat(result).isInstanceOf(Result.Failed.class);
    return (Result.Failed) result;
  }
}
