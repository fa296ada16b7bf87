// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.audit;

import io.cmc.projection.audit.AuditQuestion.Between;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Between which positions entries of some time are. Times in events are nearly in the order of the trail but not quite, so each stretch of it is looked
 * at in an index: one place for 2,000 entries, where walking to a time would read all that came before it.
 *
 * @param first position that may be of that time, @param last likewise
 */
record AuditStretch(long first, long last) {

  static final AuditStretch WHOLE = new AuditStretch(1, Long.MAX_VALUE);

  private static final AuditStretch NONE = new AuditStretch(1, 0);
  private static final long LENGTH = 2_000; // as in the index audit_entry_by_stretch
  private static final String ANY = "(select 1 from audit_entry where generation = " + AuditQueries.LIVE + " and position / " + LENGTH
      + " = n and at >= ?::timestamptz and at < ?::timestamptz)";
  private static final String FIND = "select min(n) as first, max(n) as last from generate_series(? / " + LENGTH
      + ", (select max(position) / " + LENGTH + " from audit_entry where generation = " + AuditQueries.LIVE + ")) n where exists " + ANY;

  /** @param after position after which entries are asked for */
  static AuditStretch of(JdbcTemplate jdbc, Between times, long after) {
    if (times.from().isEmpty() && times.to().isEmpty()) return WHOLE;
    return jdbc.queryForObject(FIND, (r, n) -> found(r), after, text(times.from(), "-infinity"), text(times.to(), "infinity"));
  }

  private static AuditStretch found(ResultSet row) throws SQLException {
    var first = row.getLong("first");
    return row.wasNull() ? NONE : new AuditStretch(first * LENGTH, row.getLong("last") * LENGTH + LENGTH - 1);
  }

  private static String text(Optional<Instant> time, String without) {
    return time.map(Instant::toString).orElse(without);
  }
}
