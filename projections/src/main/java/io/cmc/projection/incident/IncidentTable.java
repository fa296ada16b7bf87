// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.incident;

import io.cmc.projection.RowJson;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** Incidents in PostgreSQL, generation by generation. Takes part in the caller's transaction. */
final class IncidentTable {

  private static final int AT_ONCE = 500;

  // a row that knows more already stays as it is
  private static final String PUT = """
      insert into incident (generation, incident, migration, participant, opened, as_of, closed, detail)
      values (?, ?, ?, ?, ?, ?, ?, ?::jsonb)
      on conflict (generation, incident) do update set as_of = excluded.as_of, closed = excluded.closed, detail = excluded.detail
      where incident.as_of < excluded.as_of""";

  private final JdbcTemplate jdbc;
  private final RowJson json = new RowJson();

  IncidentTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  Optional<IncidentRow> find(int generation, String incident) {
    return jdbc.query("select detail from incident where generation = ? and incident = ?",
        (r, n) -> json.read(r.getString(1), IncidentRow.class), generation, incident).stream().findFirst();
  }

  void put(int generation, Collection<IncidentRow> rows) {
    jdbc.batchUpdate(PUT, rows, AT_ONCE, (s, row) -> {
      s.setInt(1, generation);
      s.setString(2, row.id().value());
      s.setString(3, row.migration().value());
      s.setString(4, row.node().isDomains() ? "" : row.node().value());
      s.setLong(5, row.opened());
      s.setLong(6, row.asOf());
      s.setBoolean(7, row.closed().isPresent());
      s.setString(8, json.write(row));
    });
  }

  void forget(int generation) {
    jdbc.update("delete from incident where generation = ?", generation);
  }

  void forgetAllBut(List<Integer> kept) {
    jdbc.update("delete from incident where generation <> all (?)", (Object) kept.toArray(Integer[]::new));
  }
}
