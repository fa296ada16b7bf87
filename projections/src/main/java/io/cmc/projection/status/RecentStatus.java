// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import io.cmc.id.MigrationId;
import io.cmc.projection.RowJson;
import io.cmc.projection.status.StatusQueries.Found;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads one migration. While it runs it is asked for several times a second, and from one time to the next few of its participants have
 * changed: only these are read again, and the others are the same objects as before. For any number of threads.
 */
final class RecentStatus {

  /** Small enough that a restored database cannot have come back meanwhile and gone on. */
  private static final long KEPT_NANOS = 10_000_000_000L;
  private static final int MOST = 50;

  // a participant's row is only ever put under the number of a later event, so whoever knows all up to an event has to ask for what came since
  private static final String CHANGES = """
      with live as materialized (select generation from read_model where name = 'status')
      select '', m.generation, m.as_of, m.detail::text, (select count(*) from status_participant p where p.generation = m.generation and p.migration = m.migration)
        from status_migration m where m.generation = (select generation from live) and m.migration = ?
      union all
      select p.participant, p.generation, p.as_of, p.detail::text, 0 from status_participant p
        where p.generation = (select generation from live) and p.migration = ? and p.as_of > case when p.generation = ? then ? else -1 end
      order by 1""";

  private record Kept(Reading reading, long at) {}

  private final JdbcTemplate jdbc;
  private final RowJson json;
  private final Map<MigrationId, Kept> kept = new ConcurrentHashMap<>();

  RecentStatus(JdbcTemplate jdbc, RowJson json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  Optional<Found> find(MigrationId migration) {
    var before = before(migration);
    var now = read(migration, before);
    if (!now.isWhole() && !before.isNothing()) now = read(migration, Reading.NOTHING);
    keep(migration, now);
    return now.found();
  }

  private Reading before(MigrationId migration) {
    var last = kept.get(migration);
    return last == null || System.nanoTime() - last.at() > KEPT_NANOS ? Reading.NOTHING : last.reading();
  }

  private Reading read(MigrationId migration, Reading before) {
    var next = before.next(json);
    jdbc.query(CHANGES, r -> { next.add(r.getString(1), r.getInt(2), r.getLong(3), r.getString(4), r.getInt(5)); },
        migration.value(), migration.value(), before.generation(), before.asOf());
    return next.done();
  }

  private void keep(MigrationId migration, Reading reading) {
    if (kept.size() >= MOST) kept.clear();
    if (reading.found().isPresent()) kept.put(migration, new Kept(reading, System.nanoTime()));
    else kept.remove(migration);
  }
}
