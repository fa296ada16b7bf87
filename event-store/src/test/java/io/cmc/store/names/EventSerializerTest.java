// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.cmc.event.Event;
import io.cmc.event.JourneyEvent.LimitsEased;
import io.cmc.event.MigrationEvent.MigrationHeld;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.RequestId;
import io.cmc.journey.Assignment;
import io.cmc.journey.Stage;
import io.cmc.proof.ResourceLimits;
import io.cmc.store.RandomText;
import io.cmc.store.RandomValues;
import io.cmc.store.Seed;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedObject;
import org.junit.jupiter.api.Test;

class EventSerializerTest {

  private static final MigrationId NET = new MigrationId("net-eu-7");
  private static final NodeName ALFA = new NodeName("alfa");
  private static final Instant NOON = Instant.parse("2026-03-07T12:00:00.120Z");
  private final EventSerializer serializer = new EventSerializer(EventNames.standard());

  @Test void a_row_holds_the_stored_name_the_revision_and_readable_json() {
    var stored = serializer.serialize(
        new StepRequested(NET, ALFA, new RequestId("r-1"), Stage.BACK_UP, 2, new Assignment.BackUp(), NOON), String.class);

    assertThat(stored.getType().getName()).isEqualTo("StepRequested");
    assertThat(stored.getType().getRevision()).isEqualTo("1");
    assertThat(stored.getData()).isEqualTo("{\"migration\":\"net-eu-7\",\"node\":\"alfa\",\"request\":\"r-1\",\"stage\":\"BACK_UP\","
        + "\"round\":2,\"assignment\":{\"step\":\"BACK_UP\"},\"at\":\"2026-03-07T12:00:00.120Z\"}");
  }

  @Test void no_limit_is_left_out_and_read_back_as_no_limit() {
    var event = new LimitsEased(NET, ALFA, new ResourceLimits(Optional.empty(), Optional.of(0), 0.5), NOON);

    var stored = serializer.serialize(event, String.class);

    assertThat(stored.getData()).contains("\"limits\":{\"maxRate\":0,\"maxBurstFactor\":0.5}");
    assertThat(this.<Event>read(stored)).isEqualTo(event);
  }

  @Test void any_event_comes_back_as_it_was() {
    var random = Seed.random("any_event_comes_back_as_it_was");
    var values = new RandomValues(random, RandomText.nasty(random));

    RandomValues.eventTypes().forEach(type -> {
      for (int i = 0; i < 40; i++) {
        var event = values.of(type);
        assertThat(this.<Event>read(serializer.serialize(event, String.class))).isEqualTo(event);
      }
    });
  }

  @Test void metadata_comes_back_as_it_was_in_the_order_of_its_keys() {
    var metadata = MetaData.with("reason", "wait for bank close").and("actor", "operator-1").and("correlationId", "c-1");

    var stored = serializer.serialize(metadata, String.class);

    assertThat(stored.getData()).isEqualTo("{\"actor\":\"operator-1\",\"correlationId\":\"c-1\",\"reason\":\"wait for bank close\"}");
    assertThat(this.<MetaData>read(stored)).isEqualTo(metadata);
  }

  @Test void a_property_from_the_future_is_ignored() throws Exception {
    var json = "{\"migration\":\"net-eu-7\",\"reason\":\"r\",\"mood\":\"good\",\"at\":\"2026-03-07T12:00:00.120Z\"}";

    assertThat(EventJson.mapper().readValue(json, MigrationHeld.class)).isEqualTo(new MigrationHeld(NET, "r", NOON));
  }

  @Test void a_missing_property_is_an_error_and_not_a_null() {
    var json = "{\"migration\":\"net-eu-7\",\"at\":\"2026-03-07T12:00:00.120Z\"}";

    assertThatThrownBy(() -> EventJson.mapper().readValue(json, MigrationHeld.class))
        .isInstanceOf(JsonMappingException.class).hasMessageContaining("reason");
  }

  @Test void a_missing_number_is_an_error_and_not_a_zero() {
    var json = "{\"migration\":\"net-eu-7\",\"at\":\"2026-03-07T12:00:00.120Z\"}";

    assertThatThrownBy(() -> EventJson.mapper().readValue(json, io.cmc.event.MigrationEvent.PreflightBegan.class))
        .isInstanceOf(JsonMappingException.class).hasMessageContaining("run");
  }

  @Test void ids_are_text_as_keys_too() throws Exception {
    var mapper = EventJson.mapper();
    var limits = Map.of(ALFA, NET);

    var json = mapper.writeValueAsString(limits);

    assertThat(json).isEqualTo("{\"alfa\":\"net-eu-7\"}");
    assertThat(mapper.readValue(json, new TypeReference<Map<NodeName, MigrationId>>() {})).isEqualTo(limits);
  }

  @Test void a_text_that_is_no_id_is_refused_with_its_reason() {
    assertThatThrownBy(() -> EventJson.mapper().readValue("\"Not An Id\"", MigrationId.class))
        .isInstanceOf(JsonMappingException.class).hasMessageContaining("lower-case letters");
  }

  @Test void characters_that_the_database_cannot_hold_are_replaced() throws Exception {
    var json = EventJson.mapper().writeValueAsString(new MigrationHeld(NET, "a\u0000b\ud800c\ud83d\ude00", NOON));

    assertThat(json).contains("a\ufffdb\ufffdc\ud83d\ude00");
  }

  @SuppressWarnings("unchecked")
  private <T> T read(SerializedObject<String> stored) {
    return (T) serializer.deserialize(stored);
  }
}
