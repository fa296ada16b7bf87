// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.controller.step.StepRun.Result;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.journey.Assignment;
import io.cmc.proof.ResourceLimits;
import io.cmc.rejection.ProblemCode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every step that changes something has in common, whatever it changes. */
class ChangingStepsTest {

  private static final String BACKUP_A = "A as cmc-net-7-A-" + digest("A");

  /** Assignment, how the network is beforehand, the calls that are to be made, and one of them whose answer can be lost. */
  static Stream<Arguments> steps() {
    var nothing = (Consumer<Trial>) t -> { };
    var moved = (Consumer<Trial>) t -> t.a.moved("newdomain");
    var left = (Consumer<Trial>) ChangingStepsTest::left;
    return Stream.of(
        arguments(new Assignment.LowerLimits(), nothing,
            List.of("A.setLimits(limits 0 dirty requests and 0 per second, burst 0.7)"), "A.setLimits"),
        arguments(new Assignment.LeaveSource(Samples.SAVED), nothing,
            List.of("A.setConnectsManually(olddomain, true)", "A.disconnect(olddomain)"), "A.disconnect"),
        arguments(new Assignment.BackUp(), left, List.of("backup.take(" + BACKUP_A + ")"), "backup.take"),
        arguments(new Assignment.MoveContracts(Samples.PROOF), left, List.of("A.migrate(olddomain, newdomain)"), "A.migrate"),
        arguments(new Assignment.JoinTarget(Samples.SAVED), moved, List.of("A.connect(newdomain)"), "A.connect"),
        arguments(new Assignment.EaseLimits(Samples.SAVED), nothing,
            List.of("A.setLimits(limits 4 dirty requests and 4 per second, burst 0.7)"), "A.setLimits"),
        arguments(new Assignment.RestoreLimits(Samples.SAVED), (Consumer<Trial>) t -> t.a.limits = closed(),
            List.of("A.setLimits(limits 200 dirty requests and no limit of per second, burst 0.7)"), "A.setLimits"),
        arguments(new Assignment.ConnectAutomatically(Samples.SAVED), moved.andThen(t -> t.a.link("newdomain").connected = true),
            List.of("A.setConnectsManually(newdomain, false)"), "A.setConnectsManually"),
        arguments(new Assignment.RejoinSource(Samples.SAVED), left,
            List.of("A.setConnectsManually(olddomain, false)", "A.connect(olddomain)"), "A.connect"));
  }

  @ParameterizedTest @MethodSource("steps")
  void acts_once_and_is_done(Assignment assignment, Consumer<Trial> before, List<String> calls, String last) {
    var trial = new Trial();
    before.accept(trial);

    var first = trial.run(assignment);
    var second = trial.run(assignment);

    assertThat(first).isInstanceOf(Result.Reached.class);
    assertThat(second).isInstanceOf(Result.Reached.class);
    assertThat(trial.network.journal).isEqualTo(calls);
  }

  @ParameterizedTest @MethodSource("steps")
  void an_answer_that_is_lost_after_the_effect_costs_a_look_and_no_second_call(Assignment assignment, Consumer<Trial> before,
      List<String> calls, String last) {
    var trial = new Trial();
    before.accept(trial);
    trial.network.loseAnswer(last);

    assertThat(trial.run(assignment)).isInstanceOf(Result.Reached.class);
    assertThat(trial.network.journal).isEqualTo(calls);
  }

  @ParameterizedTest @MethodSource("steps")
  void a_restart_after_the_effect_costs_a_look_and_no_second_call(Assignment assignment, Consumer<Trial> before, List<String> calls,
      String last) {
    var trial = new Trial();
    before.accept(trial);
    trial.run(assignment);

    trial.restart();

    assertThat(trial.run(assignment)).isInstanceOf(Result.Reached.class);
    assertThat(trial.network.journal).isEqualTo(calls);
  }

  @ParameterizedTest @MethodSource("steps")
  void trouble_without_effect_is_told_as_the_node_told_it_and_the_next_run_gets_through(Assignment assignment, Consumer<Trial> before,
      List<String> calls, String last) {
    var trial = new Trial();
    before.accept(trial);
    trial.network.failNext(last, FakeNetwork.trouble(Kind.TRANSIENT, ProblemCode.NODE_UNREACHABLE));

    var failed = trial.run(assignment);
    var then = trial.run(assignment);

    assertThat(failed).isInstanceOfSatisfying(Result.Failed.class, f -> {
      assertThat(f.problem().code()).isEqualTo(ProblemCode.NODE_UNREACHABLE);
      assertThat(f.again()).isTrue();
    });
    assertThat(then).isInstanceOf(Result.Reached.class);
    assertThat(trial.network.journal).hasSize(calls.size() + 1).endsWith(calls.getLast());
  }

  @ParameterizedTest @MethodSource("steps")
  void when_the_node_cannot_be_looked_at_nothing_is_called(Assignment assignment, Consumer<Trial> before, List<String> calls, String last) {
    var trial = new Trial();
    before.accept(trial);
    for (var read : List.of("A.limits", "A.configured", "A.connected", "backup.find")) {
      trial.network.failAlways(read, FakeNetwork.trouble(Kind.TRANSIENT, ProblemCode.NODE_UNREACHABLE));
    }

    assertThat(trial.run(assignment)).isInstanceOf(Result.Failed.class);
    assertThat(trial.network.journal).isEmpty();
  }

  static void left(Trial trial) {
    trial.a.limits = closed();
    trial.a.link("olddomain").connected = false;
    trial.a.link("olddomain").manually = true;
  }

  static ResourceLimits closed() {
    return new ResourceLimits(Optional.of(0), Optional.of(0), 0.7);
  }

  static String digest(String node) {
    var name = BackupName.of(new MigrationId("net-7"), new NodeName(node), 0);
    return name.substring(name.lastIndexOf('-') + 1);
  }
}
