// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.seal;

import io.cmc.seal.SealedFact;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * An event exactly as its row has it.
 *
 * @param type of the aggregate
 * @param at ISO-8601 text
 * @param name stored name of the event
 * @param payload JSON
 * @param metadata JSON
 */
public record StoredEvent(long globalIndex, String eventId, String stream, long sequenceNumber, String type, String at, String name,
    String revision, String payload, String metadata) {

  /** What {@link #of} reads, for a table or alias named e. */
  public static final String COLUMNS = "e.global_index, e.event_identifier, e.aggregate_identifier, e.sequence_number, e.type, "
      + "e.time_stamp, e.payload_type, e.payload_revision, e.payload, e.meta_data";

  /** @throws SQLException when the row lacks one of the {@link #COLUMNS} */
  public static StoredEvent of(ResultSet row) throws SQLException {
    return new StoredEvent(row.getLong("global_index"), row.getString("event_identifier"), row.getString("aggregate_identifier"),
        row.getLong("sequence_number"), row.getString("type"), row.getString("time_stamp"), row.getString("payload_type"),
        row.getString("payload_revision"), row.getString("payload"), row.getString("meta_data"));
  }

  /** What is sealed of it at this place. */
  public SealedFact fact(long position, String migration, long migrationSequence) {
    return new SealedFact(position, migration, migrationSequence, eventId, stream, sequenceNumber, type, name, revision, at, payload, metadata);
  }
}
