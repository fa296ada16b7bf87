// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.contract;

import io.cmc.command.JourneyCommand;
import io.cmc.command.MigrationCommand;
import io.cmc.controller.activity.Decision;
import io.cmc.controller.migration.MigrationState;
import io.cmc.controller.participant.Journey;
import io.cmc.deploy.simulation.machine.Faults;
import io.cmc.deploy.simulation.machine.Machine;
import io.cmc.deploy.simulation.machine.Parts;
import io.cmc.deploy.simulation.time.Agenda;
import io.cmc.deploy.simulation.time.Entry;
import io.cmc.deploy.simulation.time.Tape;
import io.cmc.deploy.simulation.world.Effect;
import io.cmc.deploy.simulation.world.Client.Mishap;
import io.cmc.deploy.simulation.world.World;
import io.cmc.event.Event;
import io.cmc.event.IncidentEvent;
import io.cmc.event.JourneyEvent;
import io.cmc.event.MigrationEvent;
import io.cmc.id.NodeName;
import io.cmc.plan.MigrationPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The simulation's machine, with one instance that nothing happens to. */
final class MirrorRunner implements Theatre {

  private static final long DAY = 86_400_000;
  private static final long SETTLE = 600_000;

  private final Agenda agenda = new Agenda();
  private final Tape tape = new Tape(agenda);
  private final List<String> answers = new ArrayList<>();
  private final MigrationPlan plan;
  private final World world;
  private final Director director;
  private final Machine machine;

  private MirrorRunner(History history, Parts parts) {
    var network = new Network(history.name(), history.setting());
    this.plan = network.plan();
    this.world = network.world(agenda, tape);
    this.director = new Director(history, this);
    this.machine = new Machine(new Machine.Stage(agenda, new Still(), tape, world, new Scripted(director)), parts, 1);
  }

  /** @param parts the real ones, or others that are to be told apart */
  static Account play(History history, Parts parts) {
    return new MirrorRunner(history, parts).play();
  }

  private Account play() {
    Deeds.plan().accept(this);
    agenda.run(() -> false, agenda.now() + 5_000); // so that its instance is not new when the migration starts, and compares nothing
    Deeds.start().accept(this);
    while (!director.isOver()) {
      var due = agenda.run(() -> machine.quiet() && director.isDue(), agenda.now() + DAY);
      if (!due) throw new AssertionError("the mirror stands still before " + director.waitsFor() + ": " + machine.streams().state());
      director.act();
    }
    agenda.run(() -> false, agenda.now() + SETTLE);
    return Account.of(this, events(), tape, answers, machine.idle() ? 0 : 1);
  }

  /** Only what the script says goes wrong. */
  private static final class Scripted extends Faults {

    private final Director director;

    Scripted(Director director) {
      super(new Still());
      this.director = director;
      calm();
    }

    @Override public Mishap mishap(Effect effect, String node, String method) {
      return director.before(effect, node, method);
    }

    /** How often it is looked is not for the script to know. */
    @Override public Mishap glance(String node, String method) {
      return Mishap.NONE;
    }

    /** The shortest call takes time. */
    @Override protected boolean turns() {
      return true;
    }
  }

  private Account.Events events() {
    var migration = new ArrayList<Event>();
    Map<NodeName, List<Event>> journeys = new TreeMap<>();
    for (var line : tape.lines()) {
      switch (line.entry()) {
        case Entry.Stored(JourneyEvent e) when isOfJourney(e) -> journeys.computeIfAbsent(e.node(), n -> new ArrayList<>()).add(e);
        case Entry.Stored(MigrationEvent e) -> migration.add(e);
        default -> { }
      }
    }
    return new Account.Events(migration, journeys);
  }

  /** An incident of the migration may name a participant; its number tells. */
  private boolean isOfJourney(JourneyEvent event) {
    if (event instanceof IncidentEvent e) return !e.incident().value().startsWith(plan.migration() + "~");
    return !event.node().isDomains();
  }

  @Override public MigrationPlan plan() {
    return plan;
  }

  @Override public World world() {
    return world;
  }

  @Override public MigrationState state() {
    return machine.streams().state();
  }

  @Override public Journey journey(NodeName node) {
    return machine.streams().journey(node);
  }

  @Override public boolean settled() {
    return machine.settled();
  }

  @Override public void hear() {
    agenda.await(machine::isTold, agenda.now() + 1_000);
  }

  @Override public void later(long millis, Runnable what) {
    agenda.light(millis, what);
  }

  @Override public Instant now() {
    return agenda.instant();
  }

  @Override public boolean order(Object command) {
    var decision = switch (command) {
      case MigrationCommand c -> machine.tell(c);
      case JourneyCommand c -> machine.tell(c);
      default -> throw new IllegalArgumentException("no order: " + command);
    };
    var refused = decision instanceof Decision.Refused<?> r ? " refused: " + r.problem().code() : "";
    answers.add(command.getClass().getSimpleName() + refused);
    return refused.isEmpty();
  }
}
