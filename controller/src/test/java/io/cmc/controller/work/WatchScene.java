// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import static io.cmc.controller.activity.Samples.NOON;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.cmc.controller.activity.Plans;
import io.cmc.controller.participant.Position;
import io.cmc.controller.step.FakeNetwork;
import io.cmc.controller.step.FakeParticipant;
import io.cmc.controller.step.PlanOf;
import io.cmc.controller.work.Lease.Kind;
import io.cmc.event.JourneyEvent.Arrival;
import io.cmc.event.JourneyEvent.LimitsLowered;
import io.cmc.event.JourneyEvent.LimitsSaved;
import io.cmc.event.JourneyEvent.ParticipantEnrolled;
import io.cmc.event.JourneyEvent.SourceLeft;
import io.cmc.event.MigrationEvent.MigrationPlanned;
import io.cmc.event.MigrationEvent.PhaseBegan;
import io.cmc.event.StepEvent.StepIntended;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.RequestId;
import io.cmc.journey.Assignment;
import io.cmc.journey.Phase;
import io.cmc.journey.Stage;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.proof.ResourceLimits;
import io.cmc.proof.SavedSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;

/** A fake network under a plan, the desks over a real database, and the commands that were sent. */
final class WatchScene {

  static final MigrationId M = new MigrationId("net-7");
  static final NodeName A = new NodeName("A");
  static final ResourceLimits OPEN = new ResourceLimits(Optional.of(200), Optional.empty(), 0.7);
  static final ResourceLimits CLOSED = new ResourceLimits(Optional.of(0), Optional.of(0), 0.7);

  final TestDatabase database;
  final FakeNetwork network;
  final DurableWork durable;
  final WorkTable table;
  final PositionTable positions;
  final PositionDesk desk;
  final List<Object> sent = Collections.synchronizedList(new ArrayList<>());
  final Commands commands;
  RuntimeException unsendable;
  Consumer<Object> whenSent = command -> { };
  private final PlanOf plan;

  WatchScene(TestDatabase database, ClosingStrategy closing, String... participants) {
    this.database = database.emptied();
    this.network = new FakeNetwork(participants);
    this.plan = new PlanOf(network);
    plan.closing = closing;
    this.durable = database.durable();
    this.table = database.table();
    this.positions = database.positions();
    this.desk = durable.positionDesk();
    this.commands = new Commands(gateway());
    durable.migrationDesk().on(new MigrationPlanned(M, plan.plan(), Plans.HASH, NOON));
  }

  private CommandGateway gateway() {
    var gateway = mock(CommandGateway.class);
    when(gateway.sendAndWait(any())).thenAnswer(call -> {
      if (unsendable != null) throw unsendable;
      var command = ((CommandMessage<?>) call.getArgument(0)).getPayload();
      sent.add(command);
      whenSent.accept(command);
      return null;
    });
    return gateway;
  }

  FakeParticipant node(String name) {
    return network.participant(name);
  }

  Looks looks() {
    return new Looks(network, 64, Duration.ofMillis(1500));
  }

  void enrol(String... names) {
    for (var name : names) desk.on(new ParticipantEnrolled(M, new NodeName(name), plan.closing, BackupStrategy.PG_DUMP, NOON));
  }

  /** Closed by its own limits, and at the node too. */
  void quiesced(String... names) {
    enrol(names);
    for (var name : names) {
      arrive(new LimitsSaved(M, new NodeName(name), new SavedSettings(OPEN, false, List.of()), NOON));
      arrive(new LimitsLowered(M, new NodeName(name), NOON));
      node(name).limits = CLOSED;
    }
  }

  /** Away from the source, and at the node too. */
  void disconnected(String... names) {
    quiesced(names);
    for (var name : names) {
      atBack(name);
      node(name).link("olddomain").connected = false;
      node(name).link("olddomain").manually = true;
    }
  }

  private void atBack(String name) {
    set(name, Position.Counted.class);
    arrive(new SourceLeft(M, new NodeName(name), NOON));
  }

  /** As if the events before had led there. */
  void set(String name, Class<? extends Position> position) {
    database.db().sql("update recorded_position set position = ?, version = version + 1 where node = ?").params(position.getSimpleName(), name).update();
  }

  void arrive(Arrival event) {
    desk.on(event);
  }

  void requested(String name, Assignment assignment) {
    desk.on(new StepRequested(M, new NodeName(name), request(name), Stage.LEAVE, 1, assignment, NOON));
  }

  void intended(String name) {
    desk.on(new StepIntended(M, new NodeName(name), request(name), "a call", NOON));
  }

  private static RequestId request(String name) {
    return new RequestId(M + "/" + name + "#1");
  }

  void watching() {
    durable.migrationDesk().on(new PhaseBegan(M, Phase.QUIESCE, NOON));
  }

  Lease claim(Kind kind) {
    database.everythingIsDue();
    return table.claim("one", Duration.ofMinutes(5), 9).stream().filter(l -> l.kind() == kind).findFirst().orElseThrow();
  }

  <T> List<T> sent(Class<T> type) {
    return List.copyOf(sent).stream().filter(type::isInstance).map(type::cast).toList();
  }

}
