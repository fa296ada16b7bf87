// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.store.read.SealedText;
import io.cmc.store.seal.StoredEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

  private static final String METADATA = """
      {"actorSubject":"jdoe","actorName":"Jane Doe","authentication":"os-user (unauthenticated)","reason":"because Jane said so","ticket":"CHG-1",
      "order":"StartMigration","correlationId":"c-1","causationId":"k-1","traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}""";
  private static final String PAYLOAD = "{\"migration\":\"net\",\"node\":\"alfa\",\"at\":\"2026-03-07T12:00:00Z\"}";

  private final Envelope envelope = new Envelope("topic", URI.create("/cmc"));

  @Test void a_record_is_a_cloud_event_whose_value_is_the_payload_as_it_is_stored() throws Unpublishable {
    var made = envelope.of(event(PAYLOAD, METADATA, "2026-03-07T12:00:00.500Z"));

    assertThat(made.key()).isEqualTo("net");
    assertThat(new String(made.value(), StandardCharsets.UTF_8)).isEqualTo(PAYLOAD);
    assertThat(headers(made)).isEqualTo(new TreeMap<>(Map.ofEntries(Map.entry("ce_specversion", "1.0"), Map.entry("ce_id", "e-1"), Map.entry("ce_source", "/cmc"),
        Map.entry("ce_type", "io.cmc.SourceLeft.v2"), Map.entry("ce_dataschema", "urn:cmc:event:SourceLeft:2"), Map.entry("ce_subject", "alfa"),
        Map.entry("ce_time", "2026-03-07T12:00:00.5Z"), Map.entry("ce_partitionkey", "net"), Map.entry("ce_sequence", "0000000017"),
        Map.entry("ce_position", "0000000230"), Map.entry("ce_traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
        Map.entry("ce_correlationid", "c-1"), Map.entry("ce_causationid", "k-1"), Map.entry("ce_authid", "jdoe"), Map.entry("ce_authtype", "unauthenticated"),
        Map.entry("content-type", "application/json"))));
  }

  @Test void no_name_and_no_reason_of_a_person_goes_along() throws Unpublishable {
    var made = envelope.of(event(PAYLOAD, METADATA, "2026-03-07T12:00:00Z"));

    assertThat(headers(made).toString() + new String(made.value(), StandardCharsets.UTF_8)).doesNotContain("Jane");
  }

  @Test void numbers_sort_as_texts() {
    assertThat(Envelope.number(9)).isLessThan(Envelope.number(10));
  }

  @Test void what_is_no_event_cannot_be_published_but_can_be_discarded() throws Unpublishable {
    for (var spoilt : new SealedText[] {event("{", METADATA, "2026-03-07T12:00:00Z"), event("[]", METADATA, "2026-03-07T12:00:00Z"),
        event(PAYLOAD, "", "2026-03-07T12:00:00Z"), event(PAYLOAD, METADATA, "yesterday")}) {
      assertThatThrownBy(() -> envelope.of(spoilt)).isInstanceOf(Unpublishable.class);

      var mark = headers(envelope.discarded(spoilt, "a test"));
      assertThat(mark).containsEntry("ce_id", "e-1").containsEntry("ce_sequence", "0000000017").containsEntry("ce_type", "io.cmc.EventDiscarded.v1");
    }
  }

  @Test void the_mark_of_an_event_that_is_not_told_has_its_place_and_nothing_of_who_or_what() throws Unpublishable {
    var mark = envelope.veiled(event(PAYLOAD, METADATA, "2026-03-07T12:00:00.500Z"), false);

    assertThat(new String(mark.value(), StandardCharsets.UTF_8)).isEqualTo("{\"migration\":\"net\"}");
    assertThat(headers(mark)).isEqualTo(new TreeMap<>(Map.ofEntries(Map.entry("ce_specversion", "1.0"), Map.entry("ce_id", "e-1"), Map.entry("ce_source", "/cmc"),
        Map.entry("ce_type", "io.cmc.EventVeiled.v1"), Map.entry("ce_dataschema", "urn:cmc:event:EventVeiled:1"), Map.entry("ce_time", "2026-03-07T12:00:00.5Z"),
        Map.entry("ce_partitionkey", "net"), Map.entry("ce_sequence", "0000000017"), Map.entry("ce_position", "0000000230"),
        Map.entry("content-type", "application/json"))));
  }

  private static SealedText event(String payload, String metadata, String at) {
    return new SealedText(230, "net", 17, "0f", new StoredEvent(1, "e-1", "net/alfa", 3, "Participant", at, "SourceLeft", "2", payload, metadata));
  }

  private static Map<String, String> headers(ProducerRecord<String, byte[]> made) {
    var headers = new TreeMap<String, String>();
    made.headers().forEach(h -> headers.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
    return headers;
  }
}
