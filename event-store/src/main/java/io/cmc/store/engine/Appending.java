// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.serialization.Serializer;

/** Events on their way into the store, each behind the one that it was decided upon where that was only believed. */
final class Appending {

  private static final String INSERT = """
      insert into domain_event_entry (event_identifier, aggregate_identifier, sequence_number, type, time_stamp, payload_type, payload_revision, payload, meta_data)
      select ?, ?, ?, ?, ?, ?, ?, ?, ?
      where ? or exists (select from domain_event_entry where aggregate_identifier = ? and sequence_number = ? and event_identifier = ?)
      on conflict (aggregate_identifier, sequence_number) do nothing""";
  /** What stands for characters that cannot be stored: such an event is read as another one than was written. */
  private static final int REPLACEMENT = 0xFFFD;

  private final Serializer serializer;
  private boolean asWritten = true;

  Appending(Serializer serializer) {
    this.serializer = serializer;
  }

  /** Whether what was appended is read back as it was given. */
  boolean asWritten() {
    return asWritten;
  }

  /** @return whether all were taken; if not, somebody else was first, or the store lacks what was believed, and the transaction is to be undone */
  boolean append(Connection connection, List<DomainEventMessage<?>> events, Optional<Beliefs> beliefs) throws SQLException {
    try (var insert = connection.prepareStatement(INSERT)) {
      for (var event : events) {
        set(insert, event);
        behind(insert, event, beliefs.flatMap(b -> b.of(event.getAggregateIdentifier())));
        insert.addBatch();
      }
      return Arrays.stream(insert.executeBatch()).allMatch(taken -> taken == 1);
    }
  }

  private void set(PreparedStatement insert, DomainEventMessage<?> event) throws SQLException {
    var payload = event.serializePayload(serializer, String.class);
    var metaData = event.serializeMetaData(serializer, String.class);
    asWritten &= payload.getData().indexOf(REPLACEMENT) < 0;
    insert.setString(1, event.getIdentifier());
    insert.setString(2, event.getAggregateIdentifier());
    insert.setLong(3, event.getSequenceNumber());
    insert.setString(4, event.getType());
    insert.setString(5, DateTimeUtils.formatInstant(event.getTimestamp()));
    insert.setString(6, payload.getType().getName());
    insert.setString(7, payload.getType().getRevision());
    insert.setString(8, payload.getData());
    insert.setString(9, metaData.getData());
  }

  /** Those of one stream that are appended together follow one another: who is the first says it for all. */
  private static void behind(PreparedStatement insert, DomainEventMessage<?> event, Optional<DomainEventMessage<?>> believed) throws SQLException {
    insert.setBoolean(10, believed.isEmpty());
    insert.setString(11, event.getAggregateIdentifier());
    insert.setLong(12, believed.map(DomainEventMessage::getSequenceNumber).orElse(-1L));
    insert.setString(13, believed.map(DomainEventMessage::getIdentifier).orElse(""));
  }
}
