// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import io.cmc.id.MigrationId;
import io.cmc.projection.RowJson;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Rows of the status as they were when a block of positions ended. Which ones are kept follows from the events alone, so a rebuild
 * keeps the same. Of the row of a participant that did not change in a block there is none: the one before still holds.
 */
final class StatusVersions {

  /** Positions of one block, and so the events that are folded at most. Whoever changes it must replay the status. */
  static final int BLOCK = 500;

  private static final int AT_ONCE = 500;
  private static final String PUT = "insert into status_version (generation, migration, participant, as_of, latest, detail) "
      + "values (?, ?, ?, ?, ?, ?) on conflict do nothing";

  private final JdbcTemplate jdbc;
  private final RowJson json;

  StatusVersions(JdbcTemplate jdbc, RowJson json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** @param participant empty: the migration; @param latest of the migration only; @param row as it was */
  record Version(MigrationId migration, String participant, long asOf, Optional<Instant> latest, Object row) {

    static Version of(MigrationRow row) {
      return new Version(row.migration(), "", row.asOf(), Optional.of(row.times().latest()), row);
    }

    static Version of(ParticipantRow row) {
      return new Version(row.migration(), row.name().value(), row.asOf(), Optional.empty(), row);
    }
  }

  /** Whether a row that knew the event at {@code before} is kept when the one at {@code now} changes it. */
  static boolean kept(long before, long now) {
    return (before - 1) / BLOCK < (now - 1) / BLOCK;
  }

  void put(int generation, Collection<Version> versions) {
    jdbc.batchUpdate(PUT, versions, AT_ONCE, (s, v) -> set(s, generation, v));
  }

  void forget(int generation) {
    jdbc.update("delete from status_version where generation = ?", generation);
  }

  void forgetAllBut(List<Integer> kept) {
    jdbc.update("delete from status_version where generation <> all (?)", (Object) kept.toArray(Integer[]::new));
  }

  private void set(PreparedStatement s, int generation, Version version) throws SQLException {
    s.setInt(1, generation);
    s.setString(2, version.migration().value());
    s.setString(3, version.participant());
    s.setLong(4, version.asOf());
    if (version.latest().isPresent()) s.setTimestamp(5, Timestamp.from(version.latest().get()));
    else s.setNull(5, Types.TIMESTAMP);
    s.setString(6, json.write(version.row()));
  }
}
