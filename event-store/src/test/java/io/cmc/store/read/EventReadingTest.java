// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.event.Event;
import io.cmc.store.RandomValues;
import io.cmc.store.Seed;
import io.cmc.store.names.EventNames;
import io.cmc.store.names.EventSerializer;
import io.cmc.store.names.UnknownEventName;
import io.cmc.store.seal.StoredEvent;
import io.cmc.store.upcast.Upcasts;
import java.util.Map;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;

class EventReadingTest {

  private final EventSerializer serializer = new EventSerializer(EventNames.standard());
  private final EventReading reading = new EventReading(serializer, Upcasts.standard());

  @Test void an_event_is_read_as_the_framework_reads_it() {
    var values = RandomValues.realistic(Seed.random("an_event_is_read_as_the_framework_reads_it"));
    RandomValues.eventTypes().forEach(type -> {
      var event = values.of(type);
      var written = serializer.serialize(event, String.class);
      var metadata = serializer.serialize(MetaData.from(Map.of("actorSubject", "person", "attempt", 3, "late", true)), String.class);
      var row = row(written.getType().getName(), written.getType().getRevision(), written.getData(), metadata.getData());

      assertThat(reading.payload(row)).isEqualTo(event).isEqualTo(serializer.<String, Event>deserialize(written));
      assertThat(reading.metadata(row)).isEqualTo(serializer.<String, MetaData>deserialize(
          new SimpleSerializedObject<>(metadata.getData(), String.class, serializer.typeForClass(MetaData.class))));
    });
  }

  @Test void what_this_version_cannot_read_is_trouble_and_no_event() {
    assertThatThrownBy(() -> reading.payload(row("MoonLanded", "1", "{}", "{}"))).isInstanceOf(UnknownEventName.class);
    assertThatThrownBy(() -> reading.payload(row("MigrationHeld", "1", "{}", "{}"))).isInstanceOf(SerializationException.class);
    assertThatThrownBy(() -> reading.payload(row("MigrationHeld", "1", "no JSON", "{}"))).isInstanceOf(SerializationException.class);
    assertThatThrownBy(() -> reading.metadata(row("MigrationHeld", "1", "{}", "no JSON"))).isInstanceOf(SerializationException.class);
  }

  private static StoredEvent row(String name, String revision, String payload, String metadata) {
    return new StoredEvent(1, "e", "net-eu-7", 0, "Migration", "2026-03-07T12:00:00.000Z", name, revision, payload, metadata);
  }
}
