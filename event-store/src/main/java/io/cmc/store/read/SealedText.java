// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.read;

import io.cmc.store.seal.StoredEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;

/**
 * A sealed event exactly as it is stored, whether or not this version can read it.
 *
 * @param position from 1, without gaps, over all events
 * @param migration that it belongs to
 * @param migrationSequence from 1, without gaps, within that migration
 * @param hash of the chain up to this event, SHA-256 in hex
 */
public record SealedText(long position, String migration, long migrationSequence, String hash, StoredEvent event) {

  static final String SELECT = "select s.position, s.migration, s.migration_sequence, s.hash, " + StoredEvent.COLUMNS
      + " from event_seal s join domain_event_entry e using (global_index) ";

  static SealedText of(ResultSet row, int number) throws SQLException {
    return new SealedText(row.getLong("position"), row.getString("migration"), row.getLong("migration_sequence"),
        HexFormat.of().formatHex(row.getBytes("hash")), StoredEvent.of(row));
  }
}
