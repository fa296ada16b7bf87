// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.read;

import io.cmc.event.Event;
import io.cmc.store.seal.StoredEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;

/** A sealed event as it lies in the tables. */
record SealedRow(long position, long migrationSequence, byte[] hash, StoredEvent event) {

  static final String SELECT = "select s.position, s.migration_sequence, s.hash, " + StoredEvent.COLUMNS
      + " from event_seal s join domain_event_entry e using (global_index) ";

  static SealedRow of(ResultSet row, int number) throws SQLException {
    return new SealedRow(row.getLong("position"), row.getLong("migration_sequence"), row.getBytes("hash"), StoredEvent.of(row));
  }

  SealedEvent read(EventReading reading) {
    return read(reading.payload(event), reading.texts(event));
  }

  private SealedEvent read(Event payload, Map<String, String> texts) {
    return new SealedEvent(position, migrationSequence, event.eventId(), event.stream(), event.sequenceNumber(), StoredTime.parse(event.at()),
        event.name(), event.revision(), payload, texts, event.payload(), HexFormat.of().formatHex(hash));
  }

  /** For Axon's processors. */
  SealedMessage message(EventReading reading) {
    var metadata = reading.metadata(event);
    var sealed = read(reading.payload(event), EventReading.texts(metadata));
    var message = new GenericDomainEventMessage<>(event.type(), event.stream(), event.sequenceNumber(), sealed.payload(), metadata, event.eventId(), sealed.at());
    return new SealedMessage(new GlobalSequenceTrackingToken(position), message, sealed);
  }
}
