// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.machine;

import io.cmc.controller.process.Memory;
import io.cmc.controller.process.MigrationReactions;
import io.cmc.controller.process.Reaction;
import io.cmc.deploy.simulation.machine.Lease.Kind;
import io.cmc.deploy.simulation.machine.WorkRows.Stop;
import io.cmc.event.ApprovalEvent;
import io.cmc.event.Event;
import io.cmc.event.JourneyEvent;
import io.cmc.event.MigrationEvent;
import io.cmc.event.OrderEvent;
import io.cmc.event.StepEvent;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.id.NodeName;
import io.cmc.journey.Confirmation;
import io.cmc.journey.Phase;
import io.cmc.journey.Progress;
import io.cmc.journey.Stage;
import io.cmc.journey.StepName;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.ParticipantPlan;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What becomes of an event in its own transaction: as the desks of {@code work} and the face of the process do it. */
final class Desk {

  private static final int CHUNK = 25;
  private static final Set<StepName> ON_THE_SERVER = EnumSet.of(StepName.BACK_UP, StepName.PROVE_BACKUP, StepName.RESTORE_DATABASE);
  private static final String STEP = "step";
  private static final String BESIDE = "beside";
  private static final String BACKUP = "backup";

  /** What each participant of a chunk is told. */
  enum What { THROUGH, LOOK, RELEASE, DROP }

  /** @param check only to be dropped */
  record Chunk(What what, Stage stage, int round, boolean binding, String check, List<NodeName> participants) {}

  /** @param run of the comparison */
  record Comparison(int run, List<NodeName> participants) {}

  private final Core core;
  private final WorkRows rows;
  private final Timers timers;
  private final Positions positions = new Positions();
  private Memory memory;
  private MigrationPlan plan;

  Desk(Core core, WorkRows rows, Timers timers) {
    this.core = core;
    this.rows = rows;
    this.timers = timers;
    rows.lane("fan-out", 4);
    rows.lane("fan-in", 1);
    rows.lane("compare", 16);
    rows.lane("watch", 1);
  }

  MigrationPlan plan() {
    return plan;
  }

  Positions positions() {
    return positions;
  }

  void on(Event event) {
    switch (event) {
      case StepEvent e -> step(e);
      case JourneyEvent e -> journey(e);
      case MigrationEvent.Ordered e -> ordered(e);
      case MigrationEvent.OnCourse e -> course(e);
      case MigrationEvent.AtDomains e -> {
        rows.stepDone(NodeName.DOMAINS);
        positions.on(e);
      }
      case ApprovalEvent e -> MigrationReactions.react(e).forEach(this::carryOut);
      case OrderEvent e -> { }
    }
  }

  private void step(StepEvent event) {
    switch (event) {
      case StepRequested e -> {
        rows.step(e.node(), lane(e), e);
        positions.requested(e.node(), e.assignment().step());
      }
      case StepEvent.StepIntended e -> {
        rows.acted(e.node());
        positions.begun(e.node());
      }
      case StepEvent.StepDelayed e -> {
        rows.again(e.node(), e.retryAt().toEpochMilli(), e.attempt());
        beside(e.node());
      }
      case StepEvent.StepUnresolved e -> {
        rows.again(e.node(), e.probeAt().toEpochMilli(), 0);
        beside(e.node());
      }
      case StepEvent.StepParked e -> {
        rows.stepDone(e.node());
        tell(e.node(), Stage.CHECK_PARTICIPANTS, 0, Progress.Kind.PARKED, e.problem().code().name());
      }
      case StepEvent.StepUnparked e -> tell(e.node(), Stage.CHECK_PARTICIPANTS, 0, Progress.Kind.UNPARKED, "");
      case StepEvent.StepWaiting e -> { }
    }
  }

  private String lane(StepRequested e) {
    if (ON_THE_SERVER.contains(e.assignment().step()) && !e.node().isDomains() && plan.participant(e.node()).database().isPresent()) {
      rows.lane(BACKUP, plan.pace().backupsPerHost());
      return BACKUP;
    }
    rows.lane(STEP, plan.pace().parallel());
    return STEP;
  }

  /** Who failed or is silent takes no place from the others. */
  private void beside(NodeName node) {
    rows.lane(BESIDE, plan.pace().parallel());
    if (!node.isDomains()) rows.change(node, STEP, BESIDE);
  }

  private void amended(MigrationPlan next) {
    plan = next;
    rows.pace(STEP, next.pace().parallel());
    rows.pace(BESIDE, next.pace().parallel());
    rows.pace(BACKUP, next.pace().backupsPerHost());
  }

  private void journey(JourneyEvent event) {
    switch (event) {
      case JourneyEvent.FellBack e -> {
        arrived(e);
        tell(e.node(), e.stage(), e.round(), Progress.Kind.FELL_BACK, e.found());
      }
      case JourneyEvent.Arrival e -> arrived(e);
      case JourneyEvent.ParticipantSetAside e -> rows.stepDone(e.node());
      case JourneyEvent.WorkFoundInFlight e -> {
        rows.stepDone(e.node());
        tell(e.node(), e.stage(), e.round(), Progress.Kind.IN_FLIGHT, e.found());
      }
      case JourneyEvent.StageReached e -> {
        if (e.stage() == Stage.RETURN_EXCLUDED) positions.remove(e.node());
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

  private void arrived(JourneyEvent.Arrival e) {
    rows.stepDone(e.node());
    positions.on(e);
  }

  private List<NodeName> aside() {
    return plan.aside().stream().map(ParticipantPlan::name).toList();
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
      case MigrationEvent.MigrationAmended e -> amended(e.plan());
      case MigrationEvent.ParticipantExcluded e -> plan = plan.without(e.participant());
      case MigrationEvent.MigrationHeld e -> rows.stop(Stop.HELD, true);
      case MigrationEvent.MigrationResumed e -> rows.stop(Stop.HELD, false);
      case MigrationEvent.PanicStopped e -> rows.stop(Stop.PANICKED, true);
      case MigrationEvent.DifferencesAccepted e -> positions.accepted(e.nodes());
      case MigrationEvent.AbortBegan e -> rows.stepDone(NodeName.DOMAINS);
      case MigrationEvent.RestoreBegan e -> rows.stepDone(NodeName.DOMAINS);
      case MigrationEvent.ExternallyConfirmed e when e.what() == Confirmation.SOURCE_STOPPED -> rows.again(NodeName.DOMAINS, e.at().toEpochMilli(), 0);
      case MigrationEvent.ExternallyConfirmed e -> rows.stepDone(NodeName.DOMAINS);
      default -> { }
    }
    if (event instanceof MigrationEvent.MigrationPlanned) return;
    memory = MigrationReactions.remember(memory, event);
    MigrationReactions.react(event).forEach(this::carryOut);
  }

  private void course(MigrationEvent.OnCourse event) {
    core.react(memory, event).forEach(this::carryOut);
    switch (event) {
      case MigrationEvent.PhaseBegan e when e.phase() == Phase.QUIESCE -> rows.watch("");
      case MigrationEvent.PanicEnded e -> rows.stop(Stop.PANICKED, false);
      case MigrationEvent.ReconcileBegan e -> rows.stop(Stop.COMPARING, true);
      case MigrationEvent.ReconcileEnded e -> rows.stop(Stop.COMPARING, false);
      case MigrationEvent.MigrationCompleted e -> close();
      case MigrationEvent.MigrationAborted e -> close();
      case MigrationEvent.MigrationRestored e -> close();
      default -> { }
    }
  }

  private void close() {
    rows.close(aside());
    positions.close(aside());
  }

  private void carryOut(Reaction reaction) {
    switch (reaction) {
      case Reaction.SendThrough r -> send(r.participants(), new Chunk(What.THROUGH, r.stage(), r.round(), r.binding(), "", List.of()));
      case Reaction.LookAtAll r -> send(r.participants(), new Chunk(What.LOOK, r.stage(), r.round(), true, "", List.of()));
      case Reaction.Compare r -> compare(r);
      case Reaction.Release r -> send(List.of(r.participant()), new Chunk(What.RELEASE, Stage.RETURN_EXCLUDED, 0, true, "", List.of()));
      case Reaction.Drop r -> send(List.of(r.participant()), new Chunk(What.DROP, Stage.CHECK_PARTICIPANTS, 0, true, r.check(), List.of()));
      case Reaction.Remind r -> timers.remind(r.phase(), r.after());
      case Reaction.ForgetReminder r -> timers.forget();
      case Reaction.Soak r -> timers.soak(r.until());
      case Reaction.Alarm r -> timers.alarm(r.name(), r.until());
      case Reaction.End r -> timers.forget();
    }
  }

  private void send(List<NodeName> participants, Chunk chunk) {
    for (int from = 0; from < participants.size(); from += CHUNK) {
      var some = List.copyOf(participants.subList(from, Math.min(from + CHUNK, participants.size())));
      rows.add(Kind.FAN_OUT, NodeName.DOMAINS, "fan-out", new Chunk(chunk.what(), chunk.stage(), chunk.round(), chunk.binding(), chunk.check(), some));
    }
  }

  /** Goes on while everything else stands still. */
  private void compare(Reaction.Compare r) {
    for (int from = 0; from < r.participants().size(); from += CHUNK) {
      var some = List.copyOf(r.participants().subList(from, Math.min(from + CHUNK, r.participants().size())));
      rows.add(Kind.COMPARE, NodeName.DOMAINS, "compare", new Comparison(r.run(), some));
    }
  }
}
