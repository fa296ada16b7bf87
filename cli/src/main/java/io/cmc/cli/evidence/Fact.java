// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.evidence;

import com.fasterxml.jackson.databind.JsonNode;

/** An event as the export has it. @param raw its payload as it is stored */
record Fact(long position, long sequence, String eventId, String kind, String raw, JsonNode payload, JsonNode metadata) {

  static Fact of(JsonNode fact) {
    var raw = fact.path("payload").asText();
    return new Fact(fact.path("position").asLong(), fact.path("migrationSequence").asLong(), fact.path("eventId").asText(),
        fact.path("name").asText(), raw, Json.read(raw), Json.read(fact.path("metadata").asText("{}")));
  }

  String at() {
    return text("at");
  }

  /** Empty where it has none. */
  String text(String field) {
    return payload.path(field).asText("");
  }

  String meta(String key) {
    return metadata.path(key).asText("");
  }

  /** The participant that it is about; "@domains", or empty for the migration as a whole. */
  String participant() {
    return kind.equals("SourceBackupTaken") ? "@domains" : payload.hasNonNull("node") ? text("node") : text("participant");
  }

  /** Whether the event names its actor by the id of a person, as newer ones do. */
  boolean isByPerson() {
    return meta("actorSubject").matches("p-[0-9a-f]{16}");
  }

  /** As the audit has it: two people may share a name. */
  String actor() {
    var subject = meta("actorSubject");
    var name = meta("actorName");
    return name.isEmpty() || name.equals(subject) ? subject : name + " (" + subject + ")";
  }
}
