// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.machine;

import io.cmc.command.JourneyCommand;
import io.cmc.command.MigrationCommand;
import io.cmc.controller.activity.Decision;
import io.cmc.controller.migration.MigrationEvolution;
import io.cmc.controller.migration.MigrationState;
import io.cmc.controller.participant.Journey;
import io.cmc.controller.participant.JourneyEvolution;
import io.cmc.deploy.simulation.time.Entry;
import io.cmc.deploy.simulation.time.Tape;
import io.cmc.event.Event;
import io.cmc.event.JourneyEvent;
import io.cmc.event.MigrationEvent;
import io.cmc.id.NodeName;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The streams of a migration and its participants. Whoever comes second to a stream decides anew, as often as the service does. */
public final class Streams {

  private static final int CONFLICTS = 12;

  /** Between reading a stream and writing it somebody else may come first. */
  interface Between {
    void wait(Object command);
  }

  private final Core core;
  private final Tape tape;
  private final Consumer<Event> inTransaction;
  private final Map<NodeName, Journey> journeys = new TreeMap<>();
  private final Map<NodeName, Integer> versions = new TreeMap<>();
  private MigrationState state = new MigrationState.Unplanned();
  private int version;

  Streams(Core core, Tape tape, Consumer<Event> inTransaction) {
    this.core = core;
    this.tape = tape;
    this.inTransaction = inTransaction;
  }

  public MigrationState state() {
    return state;
  }

  public Journey journey(NodeName node) {
    return journeys.getOrDefault(node, new Journey.NotEnrolled());
  }

  Decision<MigrationEvent> tell(MigrationCommand command, Between between) {
    for (int i = 0; i < CONFLICTS; i++) {
      var read = version;
      var decision = core.decide(state, command);
      between.wait(command);
      if (version != read) continue;
      if (decision instanceof Decision.Accepted<MigrationEvent> a) a.events().forEach(this::append);
      return decision;
    }
    throw new StoreTrouble("lost against other writers");
  }

  Decision<JourneyEvent> tell(JourneyCommand command, Between between) {
    var node = command.journey().participant();
    for (int i = 0; i < CONFLICTS; i++) {
      var read = versions.getOrDefault(node, 0);
      var decision = core.decide(journey(node), command);
      between.wait(command);
      if (!versions.getOrDefault(node, 0).equals(read)) continue;
      if (decision instanceof Decision.Accepted<JourneyEvent> a) a.events().forEach(this::append);
      return decision;
    }
    throw new StoreTrouble("lost against other writers");
  }

  private void append(MigrationEvent event) {
    state = MigrationEvolution.evolve(state, event);
    version++;
    stored(event);
  }

  private void append(JourneyEvent event) {
    journeys.put(event.node(), JourneyEvolution.evolve(journey(event.node()), event));
    versions.merge(event.node(), 1, Integer::sum);
    stored(event);
  }

  private void stored(Event event) {
    tape.add(new Entry.Stored(event));
    inTransaction.accept(event);
  }
}
