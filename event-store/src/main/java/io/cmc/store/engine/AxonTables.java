// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.engine;

import org.axonframework.eventhandling.deadletter.jdbc.DeadLetterSchema;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.modelling.saga.repository.jdbc.PostgresSagaSqlSchema;
import org.axonframework.modelling.saga.repository.jdbc.SagaSchema;
import org.axonframework.modelling.saga.repository.jdbc.SagaSqlSchema;

/** Names of tables and columns as the scripts in db/migration have them, for those parts of Axon that write to them. */
public final class AxonTables {

  private AxonTables() {}

  public static EventSchema events() {
    return EventSchema.builder()
        .eventTable("domain_event_entry").snapshotTable("snapshot_event_entry")
        .globalIndexColumn("global_index").timestampColumn("time_stamp").eventIdentifierColumn("event_identifier")
        .aggregateIdentifierColumn("aggregate_identifier").sequenceNumberColumn("sequence_number").typeColumn("type")
        .payloadTypeColumn("payload_type").payloadRevisionColumn("payload_revision").payloadColumn("payload").metaDataColumn("meta_data")
        .build();
  }

  public static TokenSchema tokens() {
    return TokenSchema.builder()
        .setTokenTable("token_entry").setProcessorNameColumn("processor_name").setSegmentColumn("segment").setTokenColumn("token")
        .setTokenTypeColumn("token_type").setTimestampColumn("timestamp").setOwnerColumn("owner")
        .build();
  }

  public static SagaSqlSchema sagas() {
    return new PostgresSagaSqlSchema(SagaSchema.builder()
        .sagaEntryTable("saga_entry").revisionColumn("revision").serializedSagaColumn("serialized_saga")
        .associationValueEntryTable("association_value_entry").associationKeyColumn("association_key")
        .associationValueColumn("association_value").sagaIdColumn("saga_id").sagaTypeColumn("saga_type")
        .build());
  }

  public static DeadLetterSchema deadLetters() {
    return DeadLetterSchema.builder()
        .deadLetterTable("dead_letter_entry").deadLetterIdentifierColumn("dead_letter_identifier")
        .processingGroupColumn("processing_group").sequenceIdentifierColumn("sequence_identifier").sequenceIndexColumn("sequence_index")
        .messageTypeColumn("message_type").eventIdentifierColumn("event_identifier").timestampColumn("time_stamp")
        .payloadTypeColumn("payload_type").payloadRevisionColumn("payload_revision").payloadColumn("payload").metaDataColumn("meta_data")
        .aggregateTypeColumn("type").aggregateIdentifierColumn("aggregate_identifier").sequenceNumberColumn("sequence_number")
        .tokenTypeColumn("token_type").tokenColumn("token").enqueuedAtColumn("enqueued_at").lastTouchedColumn("last_touched")
        .processingStartedColumn("processing_started").causeTypeColumn("cause_type").causeMessageColumn("cause_message")
        .diagnosticsColumn("diagnostics")
        .build();
  }
}
