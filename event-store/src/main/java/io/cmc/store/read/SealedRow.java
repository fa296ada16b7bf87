// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.read;

import io.cmc.store.seal.StoredEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;

/** A sealed event as it lies in the tables. */
record SealedRow(long position, long migrationSequence, byte[] hash, StoredEvent event) {

  static final String SELECT = "select s.position, s.migration_sequence, s.hash, " + StoredEvent.COLUMNS
      + " from event_seal s join domain_event_entry e using (global_index) ";

  static SealedRow of(ResultSet row, int number) throws SQLException {
    return new SealedRow(row.getLong("position"), row.getLong("migration_sequence"), row.getBytes("hash"), StoredEvent.of(row));
  }

  SealedEvent read(EventReading reading) {
    return new SealedEvent(position, migrationSequence, event.eventId(), event.stream(), event.sequenceNumber(), StoredTime.parse(event.at()),
        event.name(), event.revision(), reading.payload(event), reading.texts(event), event.payload(), HexFormat.of().formatHex(hash));
  }

  /** For Axon's processors. */
  TrackedEventMessage<?> message(EventReading reading) {
    var message = new GenericDomainEventMessage<>(event.type(), event.stream(), event.sequenceNumber(), reading.payload(event),
        reading.metadata(event), event.eventId(), StoredTime.parse(event.at()));
    return new GenericTrackedDomainEventMessage<>(new GlobalSequenceTrackingToken(position), message);
  }
}
