// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.machine;

import io.cmc.command.BeginStage;
import io.cmc.command.DropCheck;
import io.cmc.command.EnrolParticipant;
import io.cmc.command.JourneyCommand;
import io.cmc.command.LookAgain;
import io.cmc.command.MigrationCommand;
import io.cmc.command.RecordProgress;
import io.cmc.command.SetAside;
import io.cmc.controller.activity.Decision;
import io.cmc.controller.participant.Journey;
import io.cmc.controller.process.PingPlan;
import io.cmc.deploy.simulation.machine.Desk.Chunk;
import io.cmc.deploy.simulation.machine.Desk.Comparison;
import io.cmc.event.JourneyEvent;
import io.cmc.event.MigrationEvent;
import io.cmc.id.JourneyId;
import io.cmc.id.NodeName;
import io.cmc.journey.Assignment.PingTarget;
import io.cmc.journey.Progress;
import io.cmc.journey.Stage;
import io.cmc.rejection.ProblemCode;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** One piece of durable work in one instance, as the workers of {@code work} do it. */
final class Piece {

  private static final long AFTER_FAULT = 1_000;
  private static final long BUSY = 500;
  private static final int MOST = 1_000;

  private final Machine machine;
  private final Instance instance;
  private final Lease lease;
  private final int life;

  Piece(Machine machine, Instance instance, Lease lease) {
    this.machine = machine;
    this.instance = instance;
    this.lease = lease;
    this.life = instance.life();
  }

  Machine machine() {
    return machine;
  }

  Instance instance() {
    return instance;
  }

  Lease lease() {
    return lease;
  }

  void run() {
    if (instance.life() != life) return;
    if (!instance.works()) {
      machine.agenda().actor(AFTER_FAULT, this::run);
      return;
    }
    try {
      instance.under(lease, this::work);
      machine.rows().dropped(lease, machine.chance().between(6_700, 10_000));
      instance.poll(1);
    } catch (Died gone) {
      // the lease runs out
    } catch (StoreTrouble e) {
      machine.tape().say(instance.name() + ": " + e.getMessage() + ", " + lease.kind() + " is done again");
      machine.rows().giveBack(lease, lease.notes(), AFTER_FAULT);
      instance.poll(AFTER_FAULT);
    }
  }

  private void work() {
    instance.mayFreeze();
    instance.mayDie();
    switch (lease.kind()) {
      case STEP -> new StepPiece(this).work();
      case FAN_OUT -> fanOut((Chunk) lease.payload());
      case FAN_IN -> fanIn();
      case COMPARE -> new ComparePiece(this).work((Comparison) lease.payload());
      case WATCH -> new WatchPiece(this).work();
    }
  }

  private void fanOut(Chunk chunk) {
    var busy = chunk.participants().stream().filter(p -> !tell(chunk, p)).toList();
    if (busy.isEmpty()) machine.rows().done(List.of(lease.work()));
    else machine.rows().giveBack(lease, lease.notes(), BUSY);
    machine.wake();
  }

  /** @return false when a call is on its way to the participant: it is told later */
  private boolean tell(Chunk chunk, NodeName participant) {
    var journey = new JourneyId(machine.plan().migration(), participant);
    var now = machine.agenda().instant();
    return switch (chunk.what()) {
      case THROUGH -> begin(chunk, journey, now);
      case LOOK -> told(new LookAgain(journey, chunk.stage(), chunk.round(), now));
      case RELEASE -> isEnrolled(participant) ? told(new SetAside(journey, now)) : true;
      case DROP -> isEnrolled(participant) ? told(new DropCheck(journey, chunk.check(), now)) : true;
    };
  }

  private boolean isEnrolled(NodeName participant) {
    return !(machine.streams().journey(participant) instanceof Journey.NotEnrolled);
  }

  private boolean begin(Chunk chunk, JourneyId journey, Instant now) {
    var plan = machine.plan();
    var participant = journey.participant();
    if (!isEnrolled(participant)) {
      send(new EnrolParticipant(journey, plan.closing(), plan.participant(participant).backup(), now));
    }
    return told(new BeginStage(journey, chunk.stage(), chunk.round(), chunk.binding(), pings(chunk.stage(), participant), now));
  }

  private List<PingTarget> pings(Stage stage, NodeName participant) {
    return stage == Stage.PING ? PingPlan.targets(machine.plan(), participant) : List.of();
  }

  private boolean told(JourneyCommand command) {
    if (!(send(command) instanceof Decision.Refused<JourneyEvent> r)) return true;
    if (r.problem().code() == ProblemCode.CONFLICT) return false;
    throw new IllegalStateException(command + " was refused: " + r.problem());
  }

  private void fanIn() {
    var rows = machine.rows().fanIn(MOST);
    send(new RecordProgress(machine.plan().migration(), rows.stream().map(r -> (Progress) r.payload()).toList(), machine.agenda().instant()));
    machine.rows().done(rows.stream().map(Lease::work).toList());
    machine.wake();
  }

  Decision<JourneyEvent> send(JourneyCommand command) {
    return stored(() -> machine.tell(command));
  }

  Decision<MigrationEvent> send(MigrationCommand command) {
    return stored(() -> machine.tell(command));
  }

  /** What is stored is stored with all that follows from it or not at all; whether it was may stay unknown to who asked for it. */
  private <D> D stored(Supplier<D> tell) {
    instance.mayDie();
    if (machine.faults().storeFails()) throw new StoreTrouble("the database does not answer");
    var decision = tell.get();
    instance.mustBe(life);
    instance.mayDie();
    if (machine.faults().storeFails()) throw new StoreTrouble("the connection was lost at COMMIT");
    return decision;
  }
}
