// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.postgresql.util.PSQLException;

/** Events on their way into the store, each behind the one that it was decided upon where that was only believed. */
final class Appending {

  private static final String INSERT = """
      insert into domain_event_entry (event_identifier, aggregate_identifier, sequence_number, type, time_stamp, payload_type, payload_revision, payload, meta_data)
      select ?, ?, ?, ?, ?, ?, ?, ?, ?
      where ? or exists (select from domain_event_entry where aggregate_identifier = ? and sequence_number = ? and event_identifier = ?)
      on conflict (aggregate_identifier, sequence_number) do nothing""";
  /** Fails where the believed event is not there: then there is no number. */
  private static final String INSERT_LAST = """
      insert into domain_event_entry (event_identifier, aggregate_identifier, sequence_number, type, time_stamp, payload_type, payload_revision, payload, meta_data)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?)""";
  private static final String INSERT_LAST_BEHIND = """
      insert into domain_event_entry (event_identifier, aggregate_identifier, sequence_number, type, time_stamp, payload_type, payload_revision, payload, meta_data)
      values (?, ?, (select ?::bigint from domain_event_entry where aggregate_identifier = ? and sequence_number = ? and event_identifier = ?),
        ?, ?, ?, ?, ?, ?)""";
  private static final Set<String> SECOND = Set.of("23505", "23502");
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

  /** The same as statements that fail, and with them all that is sent along, where not all is taken. */
  List<LastWrites.Statement> statements(List<DomainEventMessage<?>> events, Optional<Beliefs> beliefs) {
    return events.stream().map(event -> {
      var payload = payload(event);
      var behind = beliefs.flatMap(b -> b.of(event.getAggregateIdentifier()));
      var values = new ArrayList<Object>(List.of(event.getIdentifier(), event.getAggregateIdentifier()));
      values.add(event.getSequenceNumber());
      behind.ifPresent(b -> values.addAll(List.of(event.getAggregateIdentifier(), b.getSequenceNumber(), b.getIdentifier())));
      values.addAll(List.of(event.getType(), DateTimeUtils.formatInstant(event.getTimestamp()), payload.getType().getName(),
          payload.getType().getRevision(), payload.getData(), event.serializeMetaData(serializer, String.class).getData()));
      return new LastWrites.Statement(behind.isPresent() ? INSERT_LAST_BEHIND : INSERT_LAST, values);
    }).toList();
  }

  /** Whether it says of such statements that somebody else was first, or that the store lacks what was believed. */
  static boolean isSecond(Throwable failure) {
    return Stream.iterate(failure, t -> t != null, Throwable::getCause).anyMatch(t -> t instanceof PSQLException e && SECOND.contains(e.getSQLState())
        && e.getServerErrorMessage() != null && "domain_event_entry".equals(e.getServerErrorMessage().getTable()));
  }

  private SerializedObject<String> payload(DomainEventMessage<?> event) {
    var payload = event.serializePayload(serializer, String.class);
    asWritten &= payload.getData().indexOf(REPLACEMENT) < 0;
    return payload;
  }

  private void set(PreparedStatement insert, DomainEventMessage<?> event) throws SQLException {
    var payload = payload(event);
    var metaData = event.serializeMetaData(serializer, String.class);
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
