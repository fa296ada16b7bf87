// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cmc.access.Actor;
import io.cmc.store.read.SealedText;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Makes a record of an event: CloudEvents 1.0 in binary mode, key = migration. The value is the payload byte for byte as it is stored
 * and sealed. Of whoever ordered it only the id goes along, no name and no reason.
 */
final class Envelope {

  /** Before the event's own name in {@code type}, and behind it {@code .v} and the revision. */
  static final String TYPE = "io.cmc.";
  /** What stands in the place of an event that was discarded. */
  static final String DISCARDED = TYPE + "EventDiscarded.v1";

  /** What a team gets of an event that is not told to it. */
  static final String VEILED = TYPE + "EventVeiled.v1";

  /** A mark always fits. */
  private static final int LONGEST_REASON = 1_000;
  private static final String JSON_TYPE = "application/json";

  private final ObjectMapper json = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private final String topic;
  private final URI source;

  Envelope(String topic, URI source) {
    this.topic = topic;
    this.source = source;
  }

  /** @throws Unpublishable when the event's text is not what an event's text is */
  ProducerRecord<String, byte[]> of(SealedText event) throws Unpublishable {
    var stored = event.event();
    var payload = object(stored.payload(), "payload");
    var kind = stored.name() + ".v" + stored.revision();
    return record(event, payload, TYPE + kind, "urn:cmc:event:" + stored.name() + ":" + stored.revision(), stored.payload());
  }

  /** The mark that a discarded event leaves, with its id and its number. Always possible. */
  ProducerRecord<String, byte[]> discarded(SealedText event, String reason) throws Unpublishable {
    var mark = json.createObjectNode().put("migration", event.migration()).put("event", event.event().name())
        .put("revision", event.event().revision()).put("reason", reason.substring(0, Math.min(LONGEST_REASON, reason.length())));
    return record(event, json.createObjectNode(), DISCARDED, "urn:cmc:event:EventDiscarded:1", mark.toString());
  }

  /** The mark of an event that a team does not get, with its id and its number. @param named whether it is said which event it was */
  ProducerRecord<String, byte[]> veiled(SealedText event, boolean named) throws Unpublishable {
    var mark = json.createObjectNode().put("migration", event.migration());
    if (named) mark.put("event", event.event().name()).put("revision", event.event().revision());
    return record(event, json.createObjectNode(), VEILED, "urn:cmc:event:EventVeiled:1", mark.toString());
  }

  boolean isMark(ProducerRecord<String, byte[]> record) {
    return Arrays.equals(record.headers().lastHeader("ce_type").value(), DISCARDED.getBytes(StandardCharsets.UTF_8));
  }

  private ProducerRecord<String, byte[]> record(SealedText event, JsonNode payload, String type, String schema, String data) throws Unpublishable {
    try {
      var cloud = cloudEvent(event, payload, type, schema, data);
      return KafkaMessageFactory.<String>createWriter(topic, event.migration()).writeBinary(cloud);
    } catch (IllegalStateException | IllegalArgumentException | DateTimeException e) {
      throw new Unpublishable("no CloudEvent can be made of it: " + e.getMessage());
    }
  }

  private CloudEvent cloudEvent(SealedText event, JsonNode payload, String type, String schema, String data) throws Unpublishable {
    var stored = event.event();
    var cloud = CloudEventBuilder.v1().withId(stored.eventId()).withSource(source).withType(type).withDataSchema(URI.create(schema))
        .withTime(time(stored.at(), type)).withData(JSON_TYPE, data.getBytes(StandardCharsets.UTF_8))
        .withExtension("partitionkey", event.migration())
        .withExtension("sequence", number(event.migrationSequence())).withExtension("position", number(event.position()));
    if (payload.path("node").isTextual()) cloud.withSubject(payload.path("node").asText());
    provenance(cloud, type.equals(DISCARDED) || type.equals(VEILED) ? payload : object(stored.metadata(), "metadata"));
    return cloud.build();
  }

  /** Absent where the event's own cannot be read and the event is discarded for it. */
  private static OffsetDateTime time(String at, String type) {
    try {
      return OffsetDateTime.parse(at);
    } catch (DateTimeException e) {
      if (type.equals(DISCARDED) || type.equals(VEILED)) return null;
      throw e;
    }
  }

  private static void provenance(CloudEventBuilder cloud, JsonNode metadata) {
    text(cloud, "correlationid", metadata.path("correlationId"));
    text(cloud, "causationid", metadata.path("causationId"));
    text(cloud, "traceparent", metadata.path("traceparent"));
    text(cloud, "authid", metadata.path("actorSubject"));
    if (metadata.path("actorSubject").isTextual()) cloud.withExtension("authtype", kind(metadata.path("authentication").asText()));
  }

  /** In the words of the CloudEvents extension for who was behind it. */
  private static String kind(String authentication) {
    if (authentication.equals(Actor.SERVICE.authentication())) return "system";
    return authentication.contains("unauthenticated") ? "unauthenticated" : "user";
  }

  private static void text(CloudEventBuilder cloud, String name, JsonNode value) {
    if (value.isTextual() && !value.asText().isEmpty()) cloud.withExtension(name, value.asText());
  }

  /** The extension wants texts that sort as the numbers do. */
  static String number(long number) {
    return String.format(Locale.ROOT, "%010d", number);
  }

  private JsonNode object(String text, String what) throws Unpublishable {
    try {
      var read = json.readTree(text);
      if (read != null && read.isObject()) return read;
      throw new Unpublishable("its " + what + " is no JSON object");
    } catch (JsonProcessingException e) {
      throw new Unpublishable("its " + what + " is no JSON: " + e.getOriginalMessage());
    }
  }
}
