// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.engine;

import io.cmc.store.commit.Write;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.serialization.Serializer;
import org.springframework.jdbc.core.SqlParameterValue;

/** Events on their way into the store, each behind the one that it was decided upon where that was only believed. */
final class Appending {

  private static final String INSERT = """
      insert into domain_event_entry (event_identifier, aggregate_identifier, sequence_number, type, time_stamp, payload_type, payload_revision, payload, meta_data)
      select ?, ?, ?, ?, ?, ?, ?, ?, ?
      where (? or exists (select from domain_event_entry where aggregate_identifier = ? and sequence_number = ? and event_identifier = ?))%s
        and\s""" + Write.WAITS + " on conflict (aggregate_identifier, sequence_number) do nothing";
  private static final String INSERT_ANYHOW = INSERT.formatted("");
  private static final List<Object> WAITS = List.of(Write.AS_THE_SESSION_DOES);
  /** What stands for characters that cannot be stored: such an event is read as another one than was written. */
  private static final int REPLACEMENT = 0xFFFD;

  private final Serializer serializer;
  private final String insert;
  private final List<Object> provided;
  private boolean asWritten = true;

  /** @param proviso without which none is taken */
  Appending(Serializer serializer, Optional<Proviso> proviso) {
    this.serializer = serializer;
    this.insert = proviso.map(p -> INSERT.formatted(" and (" + p.sql() + ")")).orElse(INSERT_ANYHOW);
    this.provided = proviso.map(Proviso::values).orElse(List.of());
  }

  /** Whether what was appended is read back as it was given. */
  boolean asWritten() {
    return asWritten;
  }

  /**
   * Those of one stream that are appended together follow one another: who is the first says for all what they are behind.
   *
   * @return a row for each event; one that is not taken says that somebody else was first, that the store lacks what was believed, or that the proviso does
   *     not hold: the transaction is to be undone then
   */
  List<Write> writes(List<DomainEventMessage<?>> events, Optional<Beliefs> beliefs) {
    return events.stream().map(event -> write(event, beliefs.flatMap(b -> b.of(event.getAggregateIdentifier())))).toList();
  }

  private Write write(DomainEventMessage<?> event, Optional<DomainEventMessage<?>> believed) {
    var payload = event.serializePayload(serializer, String.class);
    asWritten &= payload.getData().indexOf(REPLACEMENT) < 0;
    var values = List.of(event.getIdentifier(), event.getAggregateIdentifier(), event.getSequenceNumber(), text(event.getType()),
        DateTimeUtils.formatInstant(event.getTimestamp()), payload.getType().getName(), text(payload.getType().getRevision()), payload.getData(),
        event.serializeMetaData(serializer, String.class).getData(), believed.isEmpty(), event.getAggregateIdentifier(),
        believed.map(DomainEventMessage::getSequenceNumber).orElse(-1L), believed.map(DomainEventMessage::getIdentifier).orElse(""));
    return new Write(insert, Stream.of(values, provided, WAITS).<Object>flatMap(List::stream).toList());
  }

  /** Or nothing. */
  private static SqlParameterValue text(String value) {
    return new SqlParameterValue(Types.VARCHAR, value);
  }
}
