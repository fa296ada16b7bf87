// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.incident;

import io.cmc.projection.RowJson;
import io.cmc.projection.sight.Sight;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the incidents' live generation, the newest first. */
public final class IncidentQueries {

  private final JdbcTemplate jdbc;
  private final RowJson json = new RowJson();

  public IncidentQueries(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What is asked for; an empty text asks for all.
   *
   * @param before only those opened before this position
   */
  public record Question(String migration, String participant, boolean openOnly, long before, int limit) {}

  public List<IncidentRow> read(Question asked, Sight sight) {
    var sql = new StringBuilder("select detail from incident where generation = (select generation from read_model where name = 'incident') and opened < ?");
    var values = new ArrayList<Object>(List.of(asked.before()));
    narrow(sql, values, " and migration = ?", asked.migration());
    narrow(sql, values, " and participant <> '' and participant = ?", asked.participant());
    if (asked.openOnly()) sql.append(" and not closed");
    var seen = sight.details("incident.migration", "incident.participant");
    sql.append(" and ").append(seen.sql()).append(" order by opened desc limit ?");
    values.addAll(seen.values());
    values.add(asked.limit());
    return jdbc.query(sql.toString(), (r, n) -> json.read(r.getString(1), IncidentRow.class), values.toArray());
  }

  // only what is asked for is in the statement: its plan is made once, and must not do for every other question too
  private static void narrow(StringBuilder sql, List<Object> values, String condition, String value) {
    if (value.isEmpty()) return;
    sql.append(condition);
    values.add(value);
  }
}
