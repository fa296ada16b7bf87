// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.controller.step.StepRun.Result;
import io.cmc.id.NodeName;
import io.cmc.id.RequestId;
import io.cmc.journey.Assignment;
import io.cmc.plan.BackupStrategy;
import io.cmc.report.Report;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A network, a plan for it and its steps. Runs a step as the service does: notes are kept from run to run, and once an act was begun
 * every later look knows. Whatever a look changes on a node fails the test.
 */
final class Trial {

  final FakeNetwork network = new FakeNetwork("A", "B", "C");
  final FakeParticipant a = network.participant("A");
  final FakeBackups backups = new FakeBackups(network);
  final FakeAttendant attendant = new FakeAttendant(network);
  final FakeGatekeeper hooks = new FakeGatekeeper();
  final PlanOf plan = new PlanOf(network);

  private Steps steps = newSteps();
  private Notes notes = Notes.NONE;
  private boolean acted;
  private int request = 1;
  int round;

  private Steps newSteps() {
    return new Steps(network, Map.of(BackupStrategy.PG_DUMP, backups), attendant, hooks, new Together(4));
  }

  /** One run: look, act if that is in order, look. */
  Result run(String node, Assignment assignment) {
    return run(new NodeName(node), assignment);
  }

  Result run(Assignment assignment) {
    return run(new NodeName("A"), assignment);
  }

  Result onDomains(Assignment assignment) {
    return run(NodeName.DOMAINS, assignment);
  }

  private <A extends Assignment> Result run(NodeName node, A assignment) {
    var result = StepRun.run(new Watched<>(steps.of(assignment)), work(node, assignment), call -> {
      assertThat(call).isNotBlank();
      acted = true;
      return true;
    });
    if (result instanceof Result.Later later) notes = later.notes();
    return result;
  }

  <A extends Assignment> Sight look(A assignment) {
    return new Watched<>(steps.of(assignment)).look(work(new NodeName("A"), assignment));
  }

  <A extends Assignment> Sight lookAgain(A assignment) {
    return new Watched<>(steps.of(assignment)).lookAgain(work(new NodeName("A"), assignment));
  }

  <R extends Report> R reached(Result result, Class<R> report) {
    assertThat(result).isInstanceOf(Result.Reached.class);
    return report.cast(((Result.Reached) result).report());
  }

  /** The process died and was started again: nothing but the notes, and that an act was begun, is remembered. */
  void restart() {
    steps = newSteps();
  }

  /** The same step is asked for anew, as after somebody said that it shall be tried again. */
  void askAnew() {
    request++;
    acted = false;
    notes = Notes.NONE;
  }

  /** The process died after the intent was stored and before the call was made. */
  void diedBeforeTheCall() {
    acted = true;
    restart();
  }

  private <A extends Assignment> Work<A> work(NodeName node, A assignment) {
    return new Work<>(plan.plan(), node, assignment, new RequestId("r" + request), round, notes, acted, network.clock);
  }

  /** A step whose looks are watched. */
  private final class Watched<A extends Assignment> implements Step<A> {

    private final Step<A> step;

    Watched(Step<A> step) {
      this.step = step;
    }

    @Override public Class<A> assignment() {
      return step.assignment();
    }

    @Override public Sight look(Work<A> work) {
      return unchanged(work, () -> step.look(work));
    }

    @Override public Sight lookAgain(Work<A> work) {
      return unchanged(work, () -> step.lookAgain(work));
    }

    @Override public void act(Work<A> work) {
      step.act(work);
    }

    @Override public String intent(Work<A> work) {
      return step.intent(work);
    }

    @Override public boolean repeatable() {
      return step.repeatable();
    }

    /** An intent of this step is stored, or one of a move was. */
    private boolean probesAllowed(Work<A> work) {
      return work.acted() || work.assignment() instanceof Assignment.SeeUnmoved(boolean intended) && intended;
    }

    private Sight unchanged(Work<A> work, Supplier<Sight> look) {
      var before = network.journal.size();
      var probed = network.probes.size();
      try {
        return look.get();
      } finally {
        assertThat(network.journal).as("calls made by a look").hasSize(before);
        if (!probesAllowed(work)) assertThat(network.probes).as("probes without an intent").hasSize(probed);
      }
    }
  }
}
