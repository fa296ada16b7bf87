// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import io.cmc.id.MigrationId;
import io.cmc.projection.RowJson;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the kept rows of the live generation. */
public final class VersionQueries {

  private static final String LIVE = "(select generation from read_model where name = 'status')";

  /** The column of times is coarser than an instant; what is closer than this is folded. */
  private static final Duration COARSE = Duration.ofMillis(1);

  /** Of each row the newest that knew nothing after a position: one that was kept, or the one of today where nothing took its place. */
  private static final String ROWS = """
      with live as materialized (select generation as g from read_model where name = 'status'),
      today as (
        select '' as participant, m.as_of, m.detail from live join status_migration m on m.generation = g and m.migration = ?
        union all
        select p.participant, p.as_of, p.detail from live join status_participant p on p.generation = g and p.migration = ?)
      select t.participant, case when t.as_of <= ? then t.detail::text else v.detail end
      from live cross join today t left join lateral (
        select v.detail from status_version v
        where v.generation = g and v.migration = ? and v.participant = t.participant and v.as_of <= ?
        order by v.as_of desc limit 1) v on t.as_of > ?
      order by 1""";

  private final JdbcTemplate jdbc;
  private final RowJson json = new RowJson();

  public VersionQueries(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** All rows of a migration as they were after the event at a position. */
  record Base(long position, MigrationRow migration, List<ParticipantRow> participants) {

    void into(StatusView view) {
      view.put(migration);
      participants.forEach(view::put);
    }
  }

  /** The last one that was kept and is in the moment; empty where not every row was kept. */
  Optional<Base> before(MigrationId migration, Moment moment) {
    return switch (moment) {
      case Moment.Position p -> newest(migration, "as_of <= ?", p.position());
      case Moment.Time t -> newest(migration, "latest < ?", Timestamp.from(t.at().minus(COARSE)));
      case Moment.Sequence s -> throw new IllegalArgumentException("kept rows know no sequence, found " + s);
      case Moment.Last l -> throw new IllegalArgumentException("kept rows do not know which is the last");
    };
  }

  private Optional<Base> newest(MigrationId migration, String condition, Object limit) {
    return jdbc.queryForList("select as_of from status_version where generation = " + LIVE + " and migration = ? and participant = '' and "
        + condition + " order by as_of desc limit 1", Long.class, migration.value(), limit).stream().findFirst().flatMap(p -> at(migration, p));
  }

  private Optional<Base> at(MigrationId migration, long position) {
    var name = migration.value();
    var texts = new ArrayList<String>();
    jdbc.query(ROWS, r -> { texts.add(r.getString(2)); }, name, name, position, name, position, position);
    if (texts.isEmpty() || texts.contains(null)) return Optional.empty();
    return Optional.of(new Base(position, json.read(texts.getFirst(), MigrationRow.class),
        texts.stream().skip(1).map(t -> json.read(t, ParticipantRow.class)).toList()));
  }
}
