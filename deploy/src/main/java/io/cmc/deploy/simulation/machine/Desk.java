// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.machine;

import io.cmc.controller.process.Memory;
import io.cmc.controller.process.MigrationReactions;
import io.cmc.controller.process.Reaction;
import io.cmc.deploy.simulation.machine.Lease.Kind;
import io.cmc.event.Event;
import io.cmc.event.JourneyEvent;
import io.cmc.event.MigrationEvent;
import io.cmc.event.OrderEvent;
import io.cmc.event.StepEvent;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.id.NodeName;
import io.cmc.journey.Confirmation;
import io.cmc.journey.Progress;
import io.cmc.journey.Stage;
import io.cmc.journey.StepName;
import io.cmc.plan.MigrationPlan;
import java.util.List;

/** What becomes of an event in its own transaction: as the desks of {@code work} and the face of the process do it. */
final class Desk {

  private static final int CHUNK = 25;

  /** @param look whether they are to be looked at, and not to go through the stage */
  record Chunk(Stage stage, int round, boolean binding, boolean look, List<NodeName> participants) {}

  private final Core core;
  private final WorkRows rows;
  private final Timers timers;
  private Memory memory;
  private MigrationPlan plan;

  Desk(Core core, WorkRows rows, Timers timers) {
    this.core = core;
    this.rows = rows;
    this.timers = timers;
    rows.lane("fan-out", 4);
    rows.lane("fan-in", 1);
  }

  MigrationPlan plan() {
    return plan;
  }

  void on(Event event) {
    switch (event) {
      case StepEvent e -> step(e);
      case JourneyEvent e -> journey(e);
      case MigrationEvent.Ordered e -> ordered(e);
      case MigrationEvent.OnCourse e -> course(e);
      case MigrationEvent.AtDomains e -> rows.stepDone(NodeName.DOMAINS);
      case OrderEvent e -> { }
    }
  }

  private void step(StepEvent event) {
    switch (event) {
      case StepRequested e -> rows.step(e.node(), lane(e), e);
      case StepEvent.StepIntended e -> rows.acted(e.node());
      case StepEvent.StepDelayed e -> rows.again(e.node(), e.retryAt().toEpochMilli(), e.attempt());
      case StepEvent.StepUnresolved e -> rows.again(e.node(), e.probeAt().toEpochMilli(), 0);
      case StepEvent.StepParked e -> {
        rows.stepDone(e.node());
        tell(e.node(), Stage.CHECK_PARTICIPANTS, 0, Progress.Kind.PARKED, e.problem().code().name());
      }
      case StepEvent.StepUnparked e -> tell(e.node(), Stage.CHECK_PARTICIPANTS, 0, Progress.Kind.UNPARKED, "");
      case StepEvent.StepWaiting e -> { }
    }
  }

  private String lane(StepRequested e) {
    if (e.assignment().step() == StepName.BACK_UP && plan.participant(e.node()).database().isPresent()) {
      rows.lane("backup", plan.pace().backupsPerHost());
      return "backup";
    }
    rows.lane("step", plan.pace().parallel());
    return "step";
  }

  private void journey(JourneyEvent event) {
    switch (event) {
      case JourneyEvent.FellBack e -> {
        rows.stepDone(e.node());
        tell(e.node(), e.stage(), e.round(), Progress.Kind.FELL_BACK, e.found());
      }
      case JourneyEvent.Arrival e -> rows.stepDone(e.node());
      case JourneyEvent.WorkFoundInFlight e -> {
        rows.stepDone(e.node());
        tell(e.node(), e.stage(), e.round(), Progress.Kind.IN_FLIGHT, e.found());
      }
      case JourneyEvent.StageReached e -> {
        rows.stepDone(e.node());
        tell(e.node(), e.stage(), e.round(), e.blocked() ? Progress.Kind.REACHED_BLOCKED : Progress.Kind.REACHED, "");
      }
      case JourneyEvent.BarrierSeen e -> {
        rows.stepDone(e.node());
        tell(e.node(), e.stage(), e.round(), Progress.Kind.HOLDS, "");
      }
      default -> { }
    }
  }

  private void tell(NodeName node, Stage stage, int round, Progress.Kind kind, String detail) {
    if (!node.isDomains()) rows.add(Kind.FAN_IN, node, "fan-in", new Progress(node, stage, round, kind, detail));
  }

  private void ordered(MigrationEvent.Ordered event) {
    switch (event) {
      case MigrationEvent.MigrationPlanned e -> {
        plan = e.plan();
        memory = MigrationReactions.begin(e);
      }
      case MigrationEvent.MigrationHeld e -> rows.hold(true);
      case MigrationEvent.MigrationResumed e -> rows.hold(false);
      case MigrationEvent.AbortBegan e -> rows.stepDone(NodeName.DOMAINS);
      case MigrationEvent.ExternallyConfirmed e when e.what() == Confirmation.SOURCE_STOPPED -> rows.again(NodeName.DOMAINS, e.at().toEpochMilli(), 0);
      case MigrationEvent.ExternallyConfirmed e -> rows.stepDone(NodeName.DOMAINS);
      default -> { }
    }
  }

  private void course(MigrationEvent.OnCourse event) {
    core.react(memory, event).forEach(this::carryOut);
    if (event instanceof MigrationEvent.MigrationCompleted || event instanceof MigrationEvent.MigrationAborted) rows.close();
  }

  private void carryOut(Reaction reaction) {
    switch (reaction) {
      case Reaction.SendThrough r -> send(r.participants(), new Chunk(r.stage(), r.round(), r.binding(), false, List.of()));
      case Reaction.LookAtAll r -> send(r.participants(), new Chunk(r.stage(), r.round(), true, true, List.of()));
      case Reaction.Compare r -> throw new IllegalStateException("nobody of the simulation compares yet: " + r);
      case Reaction.Release r -> throw new IllegalStateException("nobody of the simulation is excluded yet: " + r);
      case Reaction.Drop r -> throw new IllegalStateException("nothing of the simulation is waived yet: " + r);
      case Reaction.Remind r -> timers.remind(r.phase(), r.after());
      case Reaction.ForgetReminder r -> timers.forget();
      case Reaction.WaitUntil r -> timers.soak(r.soaked());
      case Reaction.End r -> timers.forget();
    }
  }

  private void send(List<NodeName> participants, Chunk chunk) {
    for (int from = 0; from < participants.size(); from += CHUNK) {
      var some = List.copyOf(participants.subList(from, Math.min(from + CHUNK, participants.size())));
      rows.add(Kind.FAN_OUT, NodeName.DOMAINS, "fan-out", new Chunk(chunk.stage(), chunk.round(), chunk.binding(), chunk.look(), some));
    }
  }
}
