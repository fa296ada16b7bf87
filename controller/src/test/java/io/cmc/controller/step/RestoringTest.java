// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.controller.step.StepRun.Result;
import io.cmc.id.NodeUid;
import io.cmc.journey.Assignment;
import io.cmc.plan.BackupStrategy;
import io.cmc.proof.BackupProof;
import io.cmc.rejection.Finding;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.rejection.Severity;
import io.cmc.report.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stop, restore, start; and the proof that it could be done. */
class RestoringTest {

  private static final Assignment STOP = new Assignment.StopParticipant();
  private static final Assignment START = new Assignment.StartParticipant();
  private static final BackupProof OTHER = new BackupProof(BackupStrategy.PG_DUMP, "/dumps/a", 10, "cd", Duration.ofSeconds(1), Instant.EPOCH, 7);

  private final Trial trial = new Trial();
  private BackupProof proof;

  @BeforeEach void backed_up_after_it_left() {
    trial.a.link("olddomain").connected = false;
    trial.a.link("olddomain").manually = true;
    proof = trial.reached(trial.run(new Assignment.BackUp()), Report.ParticipantBackedUp.class).proof();
    trial.network.journal.clear();
    trial.askAnew();
  }

  @Test void without_a_hook_a_person_is_asked_to_stop_it_and_nothing_is_called() {
    assertThat(later(STOP)).contains("somebody to stop A", "it answers at A:5006");

    trial.attendant.gone("A");

    assertThat(later(STOP)).contains("1 of 3");
    assertThat(later(STOP)).contains("2 of 3");
    assertThat(trial.reached(trial.run(STOP), Report.ParticipantStopped.class).found()).contains("nobody answers at A:5006", "nobody is in its database");
    assertThat(trial.network.journal).isEmpty();
  }

  @Test void at_the_barrier_one_more_look_at_a_stopped_node_is_enough() {
    trial.attendant.gone("A");
    assertThat(trial.lookAgain(STOP)).isInstanceOf(Sight.Done.class);

    trial.backups.sessions.put("A", List.of("canton (participant)"));
    assertThat(trial.lookAgain(STOP)).as("started again").isNotInstanceOf(Sight.Done.class);
  }

  @Test void a_hook_stops_it_once() {
    trial.attendant.there = true;

    assertThat(later(STOP)).contains("1 of 3");
    later(STOP);
    trial.reached(trial.run(STOP), Report.ParticipantStopped.class);

    assertThat(trial.network.journal).containsExactly("hook.stop(A)");
  }

  @Test void a_hook_that_failed_is_not_believed_either() {
    trial.attendant.there = true;
    trial.network.loseAnswer("hook.stop");

    later(STOP);
    later(STOP);
    trial.reached(trial.run(STOP), Report.ParticipantStopped.class);

    assertThat(trial.network.journal).containsExactly("hook.stop(A)");
  }

  @Test void a_node_that_takes_its_time_is_waited_for_before_the_hook_runs_again() {
    trial.attendant.there = true;
    trial.attendant.works = false;

    assertThat(later(STOP)).contains("still runs: it answers");
    trial.network.clock.pass(Duration.ofSeconds(119));
    later(STOP);
    assertThat(trial.network.journal).hasSize(1);
    trial.network.clock.pass(Duration.ofSeconds(1));
    trial.attendant.works = true;

    assertThat(later(STOP)).contains("1 of 3");
    assertThat(trial.network.journal).containsExactly("hook.stop(A)", "hook.stop(A)");
  }

  @Test void a_node_that_cannot_be_reached_but_is_in_its_database_is_not_stopped() {
    trial.attendant.gone("A");
    later(STOP);
    later(STOP);
    trial.backups.sessions.put("A", List.of("canton (participant)"));

    assertThat(later(STOP)).contains("does not answer, but is in its database: canton (participant)");

    trial.backups.sessions.clear();
    assertThat(later(STOP)).as("the looks count anew").contains("1 of 3");
  }

  @Test void silence_alone_is_believed_only_when_the_database_says_the_same() {
    trial.network.failAlways("A.facts", FakeNetwork.trouble(Kind.TRANSIENT, ProblemCode.NODE_TIMEOUT));
    assertThat(later(STOP)).contains("1 of 3");

    trial.network.failAlways("backup.sessions", FakeNetwork.trouble(Kind.TRANSIENT, ProblemCode.DATABASE_UNREACHABLE));
    assertThat(later(STOP)).contains("gives no answer", "cannot be asked", "PARTICIPANT_STOPPED");

    trial.network.failAlways("A.facts", FakeNetwork.trouble(Kind.TRANSIENT, ProblemCode.NODE_UNREACHABLE));
    assertThat(later(STOP)).as("an address that leads nowhere").contains("gives no answer");

    trial.attendant.gone("A");
    later(STOP);
    later(STOP);
    assertThat(trial.reached(trial.run(STOP), Report.ParticipantStopped.class).found()).contains("its database was not asked");
  }

  @Test void a_stopped_nodes_database_is_restored_and_the_barrier_sees_it() {
    trial.attendant.gone("A");

    trial.reached(trial.run(restore(proof)), Report.DatabaseRestored.class);

    assertThat(trial.network.journal).containsExactly("backup.restore(A from " + backup() + ")");
    assertThat(trial.lookAgain(restore(proof))).isInstanceOf(Sight.Done.class);
    trial.backups.restored.clear();
    assertThat(trial.lookAgain(restore(proof))).isInstanceOf(Sight.NotYet.class);
  }

  @Test void a_restore_whose_answer_was_lost_is_not_done_again() {
    trial.attendant.gone("A");
    trial.network.loseAnswer("backup.restore");

    trial.reached(trial.run(restore(proof)), Report.DatabaseRestored.class);
    trial.restart();
    trial.reached(trial.run(restore(proof)), Report.DatabaseRestored.class);

    assertThat(trial.network.journal).hasSize(1);
  }

  @Test void a_node_that_answers_keeps_its_database() {
    assertBlocked(restore(proof), ProblemCode.NODE_STILL_RUNS, "an answer at A:5006");

    trial.network.failAlways("A.facts", FakeNetwork.trouble(Kind.TRANSIENT, ProblemCode.NODE_NOT_READY));
    assertBlocked(restore(proof), ProblemCode.NODE_STILL_RUNS, "an answer at A:5006");
    trial.attendant.gone("A");
    trial.backups.sessions.put("A", List.of("canton (participant)"));
    assertBlocked(restore(proof), ProblemCode.NODE_STILL_RUNS, "in its database: canton (participant)");
  }

  @Test void another_backup_than_the_proved_one_is_not_restored() {
    trial.attendant.gone("A");

    assertBlocked(restore(OTHER), ProblemCode.BACKUP_UNFIT, "sha-256 ab");
    trial.backups.taken.clear();
    assertBlocked(restore(proof), ProblemCode.BACKUP_UNFIT, "none, or one that is not whole");
  }

  @Test void the_backup_of_an_earlier_drain_is_not_restored() {
    trial.attendant.gone("A");
    trial.round = 101;

    assertBlocked(restore(proof), ProblemCode.BACKUP_UNFIT, "none, or one that is not whole");
  }

  @Test void what_somebody_else_backed_up_somebody_else_restores() {
    trial.plan.backup = BackupStrategy.CONFIRM;

    assertThat(later(restore(proof))).contains("restore the database of A", proof.location(), "BACKUP_RESTORED");
    assertThat(trial.lookAgain(restore(proof))).isInstanceOf(Sight.Done.class);
  }

  @Test void without_a_hook_a_person_is_asked_to_start_it() {
    trial.attendant.gone("A");
    assertThat(later(START)).contains("somebody to start A", "does not answer at A:5006");
    trial.network.heal();
    trial.network.failNext("A.facts", FakeNetwork.trouble(Kind.TRANSIENT, ProblemCode.NODE_NOT_READY));
    assertThat(later(START)).contains("waits until A is ready");
    trial.a.active = false;
    assertThat(later(START)).contains("passive replica");
    trial.a.active = true;

    trial.reached(trial.run(START), Report.ParticipantStarted.class);

    assertThat(trial.network.journal).isEmpty();
  }

  @Test void a_hook_starts_it_once() {
    trial.attendant.there = true;
    trial.attendant.gone("A");

    trial.reached(trial.run(START), Report.ParticipantStarted.class);

    assertThat(trial.network.journal).containsExactly("hook.start(A)");
  }

  @Test void a_node_on_a_database_that_was_not_restored_is_not_started_well() {
    trial.a.moved("newdomain");

    assertBlocked(START, ProblemCode.BARRIER_BROKEN, "connected to [], configured for [newdomain]");
    trial.a.links.remove("newdomain");
    assertBlocked(START, ProblemCode.BARRIER_BROKEN, "connected to [], configured for []");
    trial.a.link("olddomain").status = FakeParticipant.Status.ACTIVE;
    trial.a.uid = new NodeUid("B::1220cc");
    assertBlocked(START, ProblemCode.WRONG_NODE, "B::1220cc");
  }

  @Test void a_node_whose_limits_cannot_be_read_is_not_started_yet() {
    trial.network.failNext("A.limits", FakeNetwork.trouble(Kind.TRANSIENT, ProblemCode.NODE_TIMEOUT));

    assertThat(trial.run(START)).isInstanceOfSatisfying(Result.Failed.class, failed -> assertThat(failed.again()).isTrue());
  }

  @Test void a_backup_is_proved_and_proved_again_after_a_restart() {
    var seen = trial.reached(trial.run(prove(proof)), Report.BackupProved.class).proof();
    assertThat(seen.tables()).isEqualTo(3);
    assertThat(seen.scratch()).isEqualTo("scratch-" + backup());

    trial.restart();
    trial.reached(trial.run(prove(proof)), Report.BackupProved.class);

    assertThat(trial.network.journal).containsExactly("backup.prove(" + backup() + ")", "backup.prove(" + backup() + ")");
    assertThat(trial.lookAgain(prove(proof))).isInstanceOf(Sight.Done.class);
    assertThat(trial.lookAgain(prove(OTHER))).isInstanceOf(Sight.Blocked.class);
  }

  @Test void without_room_or_with_another_backup_nothing_is_proved() {
    assertBlocked(prove(OTHER), ProblemCode.BACKUP_UNFIT, "sha-256 ab");
    trial.backups.against.add(new Finding("restore-room", Severity.INFO, Problem.of(ProblemCode.FACT, "room", "not known")));
    trial.backups.against.add(new Finding("restore-room", Severity.BLOCK, Problem.of(ProblemCode.SPACE_SHORT, "13 bytes", "12 bytes")));
    assertBlocked(prove(proof), ProblemCode.SPACE_SHORT, "12 bytes");

    assertThat(trial.network.journal).isEmpty();
  }

  @Test void a_second_drain_makes_a_second_backup() {
    trial.round = 101;

    trial.reached(trial.run(new Assignment.BackUp()), Report.ParticipantBackedUp.class);
    trial.askAnew();
    trial.reached(trial.onDomains(new Assignment.BackUpSource()), Report.SourceBackedUp.class);

    assertThat(trial.backups.taken.keySet()).hasSize(3).filteredOn(name -> name.endsWith("-p1")).hasSize(2);
  }

  @Test void where_no_move_was_meant_the_list_of_domains_tells_at_once() {
    assertThat(seen(false).moved()).isFalse();
    assertThat(trial.network.probes).isEmpty();

    trial.a.moved("newdomain");
    assertThat(seen(false).moved()).isTrue();
  }

  @Test void where_a_move_was_meant_it_is_taken_for_begun_whatever_the_node_shows() {
    assertThat(seen(true).moved()).as("it lists the source still, and the call may wait in its queue").isTrue();
    assertThat(trial.network.probes).isEmpty();
  }

  private Report.ParticipantSeen seen(boolean intended) {
    return trial.reached(trial.run(new Assignment.SeeUnmoved(intended)), Report.ParticipantSeen.class);
  }

  private static Assignment restore(BackupProof proof) {
    return new Assignment.RestoreDatabase(proof);
  }

  private static Assignment prove(BackupProof proof) {
    return new Assignment.ProveBackup(proof);
  }

  private String backup() {
    return trial.backups.taken.keySet().iterator().next();
  }

  private String later(Assignment assignment) {
    var result = trial.run(assignment);
    assertThat(result).isInstanceOf(Result.Later.class);
    return ((Result.Later) result).why();
  }

  private void assertBlocked(Assignment assignment, ProblemCode code, String found) {
    assertThat(trial.run(assignment)).isInstanceOfSatisfying(Result.Failed.class, failed -> {
      assertThat(failed.problem().code()).isEqualTo(code);
      assertThat(failed.problem().found()).isEqualTo(found);
      assertThat(failed.again()).isFalse();
    });
  }
}
