// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.event.Event;
import io.cmc.store.RandomText;
import io.cmc.store.RandomValues;
import io.cmc.store.Seed;
import io.cmc.store.TestStore;
import io.cmc.store.names.EventNames;
import io.cmc.store.names.EventSerializer;
import java.util.ArrayList;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventEngineTest {

  private TestStore store;
  private EventStorageEngine engine;

  @BeforeEach void a_store() {
    store = TestStore.create();
    engine = store.engine();
  }

  @Test void the_second_writer_to_the_same_place_of_a_stream_is_told_so() {
    engine.appendEvents(TestStore.held("net-eu-7", 0), TestStore.held("net-eu-7", 1));

    assertThatThrownBy(() -> engine.appendEvents(TestStore.held("net-eu-7", 1)))
        .isInstanceOf(ConcurrencyException.class).isNotInstanceOf(AggregateStreamCreationException.class);
  }

  @Test void the_second_writer_to_begin_a_stream_is_told_so() {
    engine.appendEvents(TestStore.held("net-eu-7", 0));

    assertThatThrownBy(() -> engine.appendEvents(TestStore.held("net-eu-7", 0))).isInstanceOf(AggregateStreamCreationException.class);
  }

  @Test void events_of_every_type_are_read_back_from_their_stream() {
    var random = Seed.random("events_of_every_type_are_read_back_from_their_stream");
    var values = new RandomValues(random, RandomText.nasty(random));
    var events = new ArrayList<Event>(RandomValues.eventTypes().<Event>map(values::of).toList());

    for (int i = 0; i < events.size(); i++) engine.appendEvents(TestStore.message("net-eu-7", i, events.get(i)));

    assertThat(engine.readEvents("net-eu-7").asStream().<Object>map(m -> m.getPayload())).containsExactlyElementsOf(events);
    assertThat(store.sql().sql("select count(payload) from event_json where at is not null").query(Long.class).single())
        .isEqualTo(events.size());
  }

  @Test void payloads_are_kept_byte_for_byte_and_without_class_names() {
    var message = TestStore.held("net-eu-7", 0);

    engine.appendEvents(message);

    var row = store.sql().sql("select payload, meta_data, payload_type, payload_revision from domain_event_entry").query().singleRow();
    assertThat(row.get("payload"))
        .isEqualTo(new EventSerializer(EventNames.standard()).serialize(message.getPayload(), String.class).getData());
    assertThat(row).containsEntry("payload_type", "MigrationHeld").containsEntry("payload_revision", "1");
    assertThat(row.values().toString()).doesNotContain("io.cmc");
  }
}
