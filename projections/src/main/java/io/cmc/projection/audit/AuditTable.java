// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.audit;

import io.cmc.projection.audit.AuditEntryRow.Cause;
import io.cmc.projection.audit.AuditEntryRow.Who;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.JdbcTemplate;

/** The audit trail in PostgreSQL, generation by generation. Takes part in the caller's transaction. */
final class AuditTable {

  static final String COLUMNS = "position, event_id, at, kind, migration, participant, actor_subject, actor_name, authentication, reason, "
      + "ticket, correlation_id, causation_id, summary, outcome, detail, actor_teams";

  private static final int AT_ONCE = 500;
  private static final String PUT = "insert into audit_entry (generation, " + COLUMNS + ") values (?" + ", ?".repeat(17)
      + ") on conflict (generation, position) do nothing";

  private final JdbcTemplate jdbc;

  AuditTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** An entry that is there stays as it is. */
  void put(int generation, Collection<AuditEntryRow> rows) {
    jdbc.batchUpdate(PUT, rows, AT_ONCE, (s, row) -> set(s, generation, row));
  }

  void forget(int generation) {
    jdbc.update("delete from audit_entry where generation = ?", generation);
  }

  void forgetAllBut(List<Integer> kept) {
    jdbc.update("delete from audit_entry where generation <> all (?)", (Object) kept.toArray(Integer[]::new));
  }

  private static void set(PreparedStatement s, int generation, AuditEntryRow row) throws SQLException {
    s.setInt(1, generation);
    s.setLong(2, row.position());
    s.setString(3, row.eventId());
    s.setTimestamp(4, Timestamp.from(row.at()));
    s.setString(5, row.kind());
    s.setString(6, row.migration());
    s.setString(7, row.participant());
    s.setString(8, row.who().subject());
    s.setString(9, row.who().name());
    s.setString(10, row.who().authentication());
    s.setString(11, row.cause().reason());
    s.setString(12, row.cause().ticket());
    s.setString(13, row.cause().correlationId());
    s.setString(14, row.cause().causationId());
    s.setString(15, row.saying().sentence());
    s.setString(16, row.saying().outcome().word());
    s.setString(17, row.detail());
    s.setString(18, row.who().teams());
  }

  static AuditEntryRow row(ResultSet r) throws SQLException {
    return new AuditEntryRow(r.getLong("position"), r.getString("event_id"), r.getTimestamp("at").toInstant(), r.getString("kind"),
        r.getString("migration"), r.getString("participant"),
        new Who(r.getString("actor_subject"), r.getString("actor_name"), r.getString("authentication"), r.getString("actor_teams")),
        new Cause(r.getString("reason"), r.getString("ticket"), r.getString("correlation_id"), r.getString("causation_id")),
        new Saying(Outcome.valueOf(r.getString("outcome").toUpperCase(Locale.ROOT)), r.getString("summary")), r.getString("detail"));
  }
}
