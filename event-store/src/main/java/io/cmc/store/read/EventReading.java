// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.read;

import io.cmc.event.Event;
import io.cmc.store.names.EventSerializer;
import io.cmc.store.seal.StoredEvent;
import io.cmc.store.upcast.Upcasts;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.axonframework.serialization.upcasting.event.InitialEventRepresentation;

/** From a row to the event of today: the upcasters, then the serializer. */
public final class EventReading {

  private final EventSerializer serializer;
  private final EventUpcasterChain upcasters;

  public EventReading(EventSerializer serializer, Upcasts upcasts) {
    this.serializer = serializer;
    this.upcasters = upcasts.chain();
  }

  /** @throws io.cmc.store.names.UnknownEventName when no event of this version has the stored name */
  public Event payload(StoredEvent row) {
    var entry = new GenericDomainEventEntry<>(row.type(), row.stream(), row.sequenceNumber(), row.eventId(), row.at(), row.name(),
        row.revision(), row.payload(), row.metadata());
    var today = upcasters.upcast(Stream.of(new InitialEventRepresentation(entry, serializer))).toList().getFirst();
    return serializer.deserialize(today.getData());
  }

  public MetaData metadata(StoredEvent row) {
    return serializer.deserialize(new SimpleSerializedObject<>(row.metadata(), String.class, serializer.typeForClass(MetaData.class)));
  }
}
