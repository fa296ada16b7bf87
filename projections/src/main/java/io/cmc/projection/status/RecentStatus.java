// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import io.cmc.id.MigrationId;
import io.cmc.projection.RowJson;
import io.cmc.projection.status.StatusQueries.Found;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;

/**
 * Reads one migration. While it runs it is asked for several times a second, and from one time to the next few of its participants have
 * changed: only these are read again, and the others are the same objects as before. For any number of threads.
 */
final class RecentStatus {

  /** Since all of it was read. What a restored database could not be told by, it is not shown longer. */
  private static final long KEPT_NANOS = 60_000_000_000L;
  /** Of so many participants in all, in a few megabytes. */
  private static final int MOST = 4000;

  // a participant's row is only ever put under the number of a later event, so whoever knows all up to an event has to ask for what came since
  private static final String CHANGES = """
      with live as materialized %s
      select '', m.generation, p.count, p.sum, m.detail::text
        from status_migration m, lateral (select count(*), coalesce(sum(as_of), 0) as sum from status_participant p
          where p.generation = m.generation and p.migration = m.migration) p
        where m.generation = (select generation from live) and m.migration = ?
      union all
      select p.participant, p.generation, 0, 0, p.detail::text from status_participant p
        where p.generation = (select generation from live) and p.migration = ? and p.as_of > case when p.generation = ? then ? else -1 end
      order by 1""".formatted(StatusQueries.LIVE);

  /** @param whole when all of it was read */
  private record Kept(Reading reading, long whole) {

    boolean isOver(long now) {
      return now - whole > KEPT_NANOS;
    }
  }

  private final JdbcTemplate jdbc;
  private final RowJson json;
  private final LongSupplier nanos;
  private final Map<MigrationId, Kept> kept = new ConcurrentHashMap<>();

  RecentStatus(JdbcTemplate jdbc, RowJson json, LongSupplier nanos) {
    this.jdbc = jdbc;
    this.json = json;
    this.nanos = nanos;
  }

  Optional<Found> find(MigrationId migration) {
    var began = nanos.getAsLong();
    kept.values().removeIf(k -> k.isOver(began));
    var last = kept.getOrDefault(migration, new Kept(Reading.NOTHING, began));
    var now = new Kept(read(migration, last.reading()), last.whole());
    if (!now.reading().isWhole()) now = new Kept(read(migration, Reading.NOTHING), began);
    keep(migration, now);
    return now.reading().found();
  }

  private Reading read(MigrationId migration, Reading before) {
    return jdbc.query(CHANGES, (ResultSetExtractor<Reading>) rows -> reading(rows, before),
        migration.value(), migration.value(), before.generation(), before.asOf());
  }

  /** The migration's row is the first. */
  private Reading reading(ResultSet rows, Reading before) throws SQLException {
    if (!rows.next() || !rows.getString(1).isEmpty()) return Reading.NOTHING;
    var now = before.later(rows.getInt(2), new Reading.Sum(rows.getInt(3), rows.getLong(4)), json.read(rows.getString(5), MigrationRow.class));
    while (rows.next()) now.participants().put(rows.getString(1), json.read(rows.getString(5), ParticipantRow.class));
    return now;
  }

  private void keep(MigrationId migration, Kept now) {
    if (kept.values().stream().mapToInt(k -> k.reading().participants().size()).sum() > MOST) kept.clear();
    if (now.reading().isNothing()) kept.remove(migration);
    else kept.put(migration, now);
  }
}
