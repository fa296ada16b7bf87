// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.histories;

import io.cmc.controller.migration.MigrationEvolution;
import io.cmc.controller.migration.MigrationState;
import io.cmc.controller.participant.Journey;
import io.cmc.controller.participant.JourneyEvolution;
import io.cmc.event.Event;
import io.cmc.event.JourneyEvent;
import io.cmc.event.MigrationEvent;
import io.cmc.event.OrderEvent;
import io.cmc.seal.SealedFact;
import io.cmc.store.names.EventNames;
import io.cmc.store.names.EventSerializer;
import io.cmc.store.read.EventReading;
import io.cmc.store.seal.StoredEvent;
import io.cmc.store.upcast.Upcasts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the aggregates of a history come to, through today's upcasters, serializer and evolution. */
record Replayed(Map<String, MigrationState> migrations, Map<String, Journey> journeys) {

  static Replayed of(ReleasedHistory history) {
    return of(history.facts(), Upcasts.standard());
  }

  static Replayed of(List<SealedFact> facts, Upcasts upcasts) {
    var reading = new EventReading(new EventSerializer(EventNames.standard()), upcasts);
    var replayed = new Replayed(new TreeMap<>(), new TreeMap<>());
    facts.forEach(fact -> replayed.apply(fact.stream(), read(fact, reading)));
    return replayed;
  }

  private static Event read(SealedFact fact, EventReading reading) {
    return reading.payload(new StoredEvent(fact.position(), fact.eventId(), fact.stream(), fact.streamSequence(), fact.type(), fact.at(),
        fact.name(), fact.revision(), fact.payload(), fact.metadata()));
  }

  private void apply(String stream, Event event) {
    if (event instanceof OrderEvent) return; // refused orders change nothing
    if (stream.contains("/")) {
      journeys.put(stream, JourneyEvolution.evolve(journeys.getOrDefault(stream, new Journey.NotEnrolled()), (JourneyEvent) event));
    } else {
      migrations.put(stream, MigrationEvolution.evolve(migrations.getOrDefault(stream, new MigrationState.Unplanned()), (MigrationEvent) event));
    }
  }
}
