// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.contract;

import io.cmc.controller.migration.MigrationEvolution;
import io.cmc.controller.migration.MigrationState;
import io.cmc.controller.participant.Journey;
import io.cmc.controller.participant.JourneyEvolution;
import io.cmc.deploy.simulation.time.Agenda;
import io.cmc.deploy.simulation.time.Tape;
import io.cmc.deploy.simulation.world.ModelAttendant;
import io.cmc.deploy.simulation.world.ModelGatekeeper;
import io.cmc.deploy.simulation.world.ModelBackups;
import io.cmc.deploy.simulation.world.ModelNodes;
import io.cmc.deploy.simulation.world.World;
import io.cmc.event.JourneyEvent;
import io.cmc.event.MigrationEvent;
import io.cmc.id.JourneyId;
import io.cmc.id.NodeName;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.MigrationPlan;
import io.cmc.rejection.OrderRejected;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.eventhandling.EventMessage;

/**
 * The product. Its threads work as they do in the service; when none of them has anything to do, the model's time goes on to the next
 * thing that is due.
 */
final class ProductRunner implements Theatre {

  /** Of real time, for what has to happen on its threads. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long DAY = 86_400_000;
  private static final long SETTLE = 600_000;

  private final Company company;
  private final WorkView work;
  private final Agenda agenda = new Agenda();
  private final Tape tape = new Tape(agenda);
  private final List<String> answers = new ArrayList<>();
  private final MigrationPlan plan;
  private final World world;
  private final Director director;
  private final List<MigrationEvent> migration = new ArrayList<>();
  private final Map<NodeName, List<JourneyEvent>> journeys = new TreeMap<>();
  private MigrationState state = new MigrationState.Unplanned();
  private final Map<NodeName, Journey> positions = new HashMap<>();

  private ProductRunner(Company company, History history) {
    var network = new Network(history.name(), history.setting());
    this.company = company;
    this.plan = network.plan();
    this.world = network.world(agenda, tape);
    this.director = new Director(history, this);
    this.work = new WorkView(company.time().store(), history.name());
    var client = new ServiceClient(company.time(), agenda, director);
    company.time().becomes(agenda);
    company.plays(new Company.Cast(new ModelNodes(world, client), Map.of(
        BackupStrategy.PG_DUMP, new ModelBackups(world, client, BackupStrategy.PG_DUMP),
        BackupStrategy.TEMPLATE_COPY, new ModelBackups(world, client, BackupStrategy.TEMPLATE_COPY)), new ModelAttendant(world, client), new ModelGatekeeper(world, client)));
  }

  static Account play(Company company, History history) {
    var runner = new ProductRunner(company, history);
    try {
      return runner.play();
    } finally {
      runner.work.sweep();
    }
  }

  private Account play() {
    Deeds.plan().accept(this);
    Deeds.start().accept(this);
    while (!over()) {
      var acted = alone(this::actIfDue);
      if (!acted) goOn();
    }
    return alone(() -> {
      agenda.run(() -> false, agenda.now() + SETTLE);
      return Account.of(this, new Account.Events(migration, journeys), tape, answers, work.left());
    });
  }

  private boolean over() {
    comesToRest();
    return alone(() -> waits().count() == 0 && director.isOver());
  }

  private Waits waits() {
    return company.time().waits();
  }

  /** As in the mirror, where nobody orders anything while somebody waits. */
  private boolean actIfDue() {
    if (waits().count() > 0 || !director.isDue()) return false;
    director.act();
    return true;
  }

  /** A fault of ours shows as work that never rests. */
  private void comesToRest() {
    untilSo(() -> work.rests(waits().count()));
    alone(this::catchUp);
  }

  private void untilSo(BooleanSupplier so) {
    var until = System.nanoTime() + PATIENCE.toNanos();
    while (!alone(so::getAsBoolean)) {
      if (System.nanoTime() > until) throw new AssertionError("no rest before " + director.waitsFor() + ": " + work);
      LockSupport.parkNanos(3_000_000);
    }
  }

  /** To whatever comes next; where nothing does, something else has to happen in real time: a soak time ends. */
  private void goOn() {
    var began = Instant.parse("2026-03-07T12:00:00Z").toEpochMilli();
    if (agenda.now() - began > DAY) throw new AssertionError("the product stands still before " + director.waitsFor() + ": " + state);
    alone(() -> {
      var next = work.nextDue().orElse(agenda.now() + 1_000);
      var due = waits().next().map(w -> Math.min(w, next)).orElse(next);
      if (!agenda.run(() -> waits().isOver(agenda.now()), due)) agenda.pass(Math.max(0, due - agenda.now()));
      if (waits().isOver(agenda.now())) waits().endLast();
      return due;
    });
    work.ring();
  }

  private Object catchUp() {
    for (var event : news(plan.migration().value(), migration.size())) {
      migration.add((MigrationEvent) event);
      state = MigrationEvolution.evolve(state, (MigrationEvent) event);
    }
    plan.names().forEach(this::catchUp);
    return null;
  }

  private void catchUp(NodeName node) {
    var known = journeys.computeIfAbsent(node, n -> new ArrayList<>());
    for (var event : news(new JourneyId(plan.migration(), node).toString(), known.size())) {
      known.add((JourneyEvent) event);
      positions.put(node, JourneyEvolution.evolve(journey(node), (JourneyEvent) event));
    }
  }

  /** From 0 a stream is given as what it came to, which is for commands. */
  private List<?> news(String stream, int from) {
    return company.events().readEvents(stream, from == 0 ? -1 : from).asStream().map(EventMessage::getPayload).toList();
  }

  private <T> T alone(Supplier<T> what) {
    return company.time().alone(what);
  }

  @Override public MigrationPlan plan() {
    return plan;
  }

  @Override public World world() {
    return world;
  }

  @Override public MigrationState state() {
    return state;
  }

  @Override public Journey journey(NodeName node) {
    return positions.getOrDefault(node, new Journey.NotEnrolled());
  }

  @Override public boolean settled() {
    return work.settled();
  }

  @Override public void hear() {
    untilSo(work::isTold);
  }

  @Override public void later(long millis, Runnable what) {
    agenda.light(millis, what);
  }

  @Override public Instant now() {
    return agenda.instant();
  }

  @Override public boolean order(Object command) {
    var refused = "";
    try {
      company.orders().sendAndWait(GenericCommandMessage.asCommandMessage(command));
    } catch (OrderRejected e) {
      refused = " refused: " + e.problem().code();
    }
    answers.add(command.getClass().getSimpleName() + refused);
    return refused.isEmpty();
  }
}
