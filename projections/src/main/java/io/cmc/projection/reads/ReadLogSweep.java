// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.reads;

import io.cmc.store.retention.RetentionTerms.Term;
import io.cmc.store.retention.Sweep;
import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;

/** Forgets who read what. While any migration is held, what was read of all stays too: it may be of that one. */
public final class ReadLogSweep implements Sweep {

  private static final int AT_ONCE = 5_000;
  private static final String FORGET = """
      delete from read_log where id in (select r.id from read_log r left join person p on p.id = r.actor
        where coalesce(p.teams, '') = ? and r.last_at < ?
          and not exists (select 1 from legal_hold h where h.held in (r.migration, r.actor) or r.migration = '' and h.held !~ '^p-[0-9a-f]{16}$')
        limit %d)""".formatted(AT_ONCE);

  private final JdbcTemplate jdbc;
  private final Term term;

  public ReadLogSweep(JdbcTemplate jdbc, Term term) {
    this.jdbc = jdbc;
    this.term = term;
  }

  @Override public String what() {
    return "rows of the log of reads";
  }

  @Override public int forget(Instant now) {
    return jdbc.queryForList("select distinct coalesce(p.teams, '') from read_log r left join person p on p.id = r.actor", String.class).stream()
        .mapToInt(teams -> term.before(teams, now).map(before -> forget(teams, before)).orElse(0)).sum();
  }

  private int forget(String teams, Instant before) {
    var all = 0;
    int some;
    do {
      some = jdbc.update(FORGET, teams, Timestamp.from(before));
      all += some;
    } while (some == AT_ONCE);
    return all;
  }
}
