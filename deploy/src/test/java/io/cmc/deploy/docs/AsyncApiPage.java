// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.docs;

import java.util.List;
import java.util.stream.Collectors;

/** The topic as an AsyncAPI 3 document: one message for each event, with the headers that all have. */
final class AsyncApiPage implements Page {

  private static final String HEAD = """
      # made by DocumentsAreCurrentTest; do not edit, see CONTRIBUTING.md
      asyncapi: 3.0.0
      info:
        title: Events of the Canton Migration Controller
        version: 1.0.0
        license:
          name: Apache-2.0
        description: >-
          Every event of every migration, in order for each migration, each once for a consumer that reads what is committed. CloudEvents 1.0 in
          binary mode. What it means and how to read it is in docs/kafka.md.
      defaultContentType: application/json
      channels:
        events:
          address: cmc.events
          description: The default name; cmc.kafka.topic sets another.
          messages:
      %s
        eventsOfATeam:
          address: cmc.events.{team}
          description: >-
            Where cmc.kafka.team-topic says so: the events of the migrations that the team takes part in, without what is of other teams' participants.
            ce_leftout tells how many entries of lists are not there, EventVeiled stands for an event that is not told.
          parameters:
            team:
              description: As the plan names it.
          messages:
      %s
        checkpoints:
          address: cmc.events.checkpoints
          description: Signed checkpoints over the events, in order, each after the events that it covers; the name follows that of the events' topic.
          messages:
            checkpoint: { $ref: '#/components/messages/checkpoint' }
      operations:
        publishEvents:
          action: send
          channel:
            $ref: '#/channels/events'
        publishEventsOfATeam:
          action: send
          channel:
            $ref: '#/channels/eventsOfATeam'
        publishCheckpoints:
          action: send
          channel:
            $ref: '#/channels/checkpoints'
      components:
        messageTraits:
          cloudEvent:
            contentType: application/json
            headers:
              $ref: '#/components/schemas/headers'
            bindings:
              kafka:
                bindingVersion: 0.5.0
                key:
                  type: string
                  description: The migration.
        schemas:
          headers:
            type: object
            required: [ce_specversion, ce_id, ce_source, ce_type, ce_dataschema, ce_partitionkey, ce_sequence, ce_position, content-type]
            properties:
              ce_specversion: { type: string, const: '1.0' }
              ce_id: { type: string, description: The event's id, the same for ever. }
              ce_source: { type: string, format: uri-reference }
              ce_type: { type: string, description: Stored name and revision of the event. }
              ce_dataschema: { type: string, format: uri }
              ce_subject: { type: string, description: Participant; absent where the whole migration is meant. }
              ce_time: { type: string, format: date-time }
              ce_partitionkey: { type: string, description: The migration. }
              ce_sequence: { type: string, pattern: '^[0-9]{10,}$', description: Number within the migration, from 1, without gaps. }
              ce_position: { type: string, pattern: '^[0-9]{10,}$', description: Number among all events, from 1. }
              ce_traceparent: { type: string }
              ce_correlationid: { type: string }
              ce_causationid: { type: string }
              ce_authid: { type: string, description: Id of who was behind it; whom it stands for only the service tells. }
              ce_leftout: { type: string, pattern: '^[0-9]+$', description: In a team's topic, how many entries of lists were left out; absent for none. }
              ce_authtype: { type: string, enum: [system, user, unauthenticated] }
              content-type: { type: string, const: application/json }
        messages:
          checkpoint:
            contentType: text/plain
            headers:
              type: object
              required: [key-fingerprint, source, content-type]
              properties:
                key-fingerprint: { type: string, pattern: '^[0-9a-f]{64}$', description: Of the public key that signs. }
                source: { type: string, format: uri-reference }
                content-type: { type: string, const: text/plain; charset=utf-8 }
            payload: { type: string, description: The checkpoint's file as docs/audit-format.md defines it. }
            bindings:
              kafka:
                bindingVersion: 0.5.0
                key: { type: string, pattern: '^[0-9]{10,}$', description: Number of the checkpoint. }
      %s""";

  private final List<SchemaPage> schemas;

  AsyncApiPage(List<SchemaPage> schemas) {
    this.schemas = schemas;
  }

  @Override public String file() {
    return "docs/events/asyncapi.yaml";
  }

  @Override public String text() {
    var message = "      %1$s.%2$s: { $ref: '#/components/messages/%1$s.%2$s' }";
    return HEAD.formatted(each(forOperators(), message), each(schemas, message), each(schemas, """
            %1$s.%2$s:
              name: io.cmc.%1$s.v%2$s
              traits: [{ $ref: '#/components/messageTraits/cloudEvent' }]
              payload: { $ref: './schemas/%1$s.%2$s.json' }""".indent(4).stripTrailing())) + "\n";
  }

  private List<SchemaPage> forOperators() {
    return schemas.stream().filter(s -> !s.name().equals(SchemaPage.VEILED)).toList();
  }

  private static String each(List<SchemaPage> schemas, String lines) {
    return schemas.stream().map(s -> lines.formatted(s.name(), s.revision())).collect(Collectors.joining("\n"));
  }
}
