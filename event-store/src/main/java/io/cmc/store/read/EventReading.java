// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.read;

import io.cmc.event.Event;
import io.cmc.store.names.EventSerializer;
import io.cmc.store.seal.StoredEvent;
import io.cmc.store.upcast.StoredKind;
import io.cmc.store.upcast.Upcasts;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.axonframework.serialization.upcasting.event.InitialEventRepresentation;

/** From a row to the event of today: the upcasters, where one is meant for it, then the serializer. */
public final class EventReading {

  private final EventSerializer serializer;
  private final Upcasts upcasts;
  private final EventUpcasterChain chain;

  public EventReading(EventSerializer serializer, Upcasts upcasts) {
    this.serializer = serializer;
    this.upcasts = upcasts;
    this.chain = upcasts.chain();
  }

  /** @throws io.cmc.store.names.UnknownEventName when no event of this version has the stored name */
  public Event payload(StoredEvent row) {
    var stored = new StoredKind(row.name(), row.revision());
    return upcasts.today(stored).equals(stored) ? serializer.event(row.name(), row.payload()) : upcast(row);
  }

  private Event upcast(StoredEvent row) {
    var entry = new GenericDomainEventEntry<>(row.type(), row.stream(), row.sequenceNumber(), row.eventId(), row.at(), row.name(),
        row.revision(), row.payload(), row.metadata());
    var today = chain.upcast(Stream.of(new InitialEventRepresentation(entry, serializer))).toList().getFirst();
    return serializer.deserialize(today.getData());
  }

  /** What stands beside the event, as texts; what has no value is left out. */
  Map<String, String> texts(StoredEvent row) {
    return texts(serializer.map(row.metadata()));
  }

  /** The same of what a message carries. */
  public static Map<String, String> texts(Map<String, ?> metadata) {
    var texts = new HashMap<String, String>();
    metadata.forEach((key, value) -> {
      if (value != null) texts.put(key, value.toString());
    });
    return texts;
  }

  public MetaData metadata(StoredEvent row) {
    return serializer.metadata(row.metadata());
  }
}
