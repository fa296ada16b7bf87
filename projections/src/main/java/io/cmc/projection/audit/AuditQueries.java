// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.audit;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the audit trail's live generation, page by page in the order of the store. */
public final class AuditQueries {

  private final JdbcTemplate jdbc;

  public AuditQueries(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What is asked for; an empty text or list asks for all.
   *
   * @param actor subject or name
   * @param kinds names of events
   * @param after only entries after this position
   */
  public record Question(String migration, String participant, String actor, List<String> kinds, long after, int limit) {}

  public List<AuditEntryRow> read(Question asked) {
    var sql = new StringBuilder("select " + AuditTable.COLUMNS
        + " from audit_entry where generation = (select generation from read_model where name = 'audit') and position > ?");
    var values = new ArrayList<Object>(List.of(asked.after()));
    narrow(sql, values, " and migration = ?", asked.migration());
    narrow(sql, values, " and participant = ?", asked.participant());
    narrow(sql, values, " and ? in (actor_subject, actor_name)", asked.actor());
    if (!asked.kinds().isEmpty()) {
      sql.append(" and kind = any (?)");
      values.add(asked.kinds().toArray(String[]::new));
    }
    sql.append(" order by position limit ?");
    values.add(asked.limit());
    return jdbc.query(sql.toString(), (r, n) -> AuditTable.row(r), values.toArray());
  }

  private static void narrow(StringBuilder sql, List<Object> values, String condition, String value) {
    if (value.isEmpty()) return;
    sql.append(condition);
    values.add(value);
  }
}
