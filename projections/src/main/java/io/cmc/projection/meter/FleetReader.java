// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.meter;

import static io.cmc.projection.meter.Measure.GATE_AGE;
import static io.cmc.projection.meter.Measure.INCIDENTS;
import static io.cmc.projection.meter.Measure.PARTICIPANTS;
import static io.cmc.projection.meter.Measure.PHASE_TIME;
import static io.cmc.projection.meter.Measure.PROJECTION_LAG;
import static io.cmc.projection.meter.Measure.STANDSTILL;
import static io.cmc.projection.meter.Measure.STATE;
import static io.cmc.projection.meter.Measure.STORE_LAG;

import io.cmc.projection.RowJson;
import io.cmc.projection.status.MigrationRow;
import io.cmc.projection.timeline.PhaseRun;
import io.cmc.store.read.SealedEventReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads all measures of migrations that are under way, or ended within the last hour, so that their last figures are seen. */
final class FleetReader {

  private static final int MOST = 200;
  private static final String LIVE = "(select generation from read_model where name = 'status')";

  private final JdbcTemplate jdbc;
  private final RunClocks clocks;
  private final RowJson json = new RowJson();

  FleetReader(JdbcTemplate jdbc, SealedEventReader events) {
    this.jdbc = jdbc;
    this.clocks = new RunClocks(events);
  }

  List<Figure> read(Instant now) {
    var figures = new ArrayList<Figure>();
    var rows = migrations();
    clocks.keep(rows.stream().map(MigrationRow::migration).toList());
    rows.forEach(row -> migration(row, now, figures));
    participants(rows, figures);
    incidents(figures);
    lags(figures);
    return figures;
  }

  private List<MigrationRow> migrations() {
    return jdbc.query("select detail from status_migration where generation = " + LIVE
        + " and (ended_at is null or ended_at > now() - interval '1 hour') order by planned_position desc limit " + MOST,
        (r, n) -> json.read(r.getString(1), MigrationRow.class));
  }

  private void migration(MigrationRow row, Instant now, List<Figure> figures) {
    var name = row.migration();
    figures.add(Figure.of(STATE, 1, name, word(row.state())));
    row.pauses().gate().ifPresent(g -> figures.add(Figure.of(GATE_AGE, seconds(g.since(), now), name, word(g.before()))));
    standing(row, now, figures);
    clocks.times(name, now).phases().forEach(phase -> spent(row, phase, figures));
  }

  private static void standing(MigrationRow row, Instant now, List<Figure> figures) {
    var pauses = row.pauses();
    pauses.hold().ifPresent(h -> figures.add(Figure.of(STANDSTILL, seconds(h.since(), now), row.migration(), "hold")));
    pauses.panic().ifPresent(p -> figures.add(Figure.of(STANDSTILL, seconds(p.since(), now), row.migration(), "panic")));
    pauses.comparing().ifPresent(c -> figures.add(Figure.of(STANDSTILL, seconds(c.since(), now), row.migration(), "comparing")));
    pauses.overdue().ifPresent(o -> figures.add(Figure.of(STANDSTILL, seconds(o.since(), now), row.migration(), "overdue")));
  }

  private static void spent(MigrationRow row, PhaseRun phase, List<Figure> figures) {
    var taken = phase.taken();
    Map.of("work", taken.work(), "people", taken.people(), "soak", taken.soak())
        .forEach((what, time) -> figures.add(Figure.of(PHASE_TIME, time.toMillis() / 1000.0, row.migration(), word(phase.phase()), what)));
  }

  private void participants(List<MigrationRow> rows, List<Figure> figures) {
    var names = rows.stream().map(r -> r.migration().value()).toArray(String[]::new);
    jdbc.query("select migration, activity, count(*) from status_participant where generation = " + LIVE
        + " and migration = any (?) group by migration, activity", r -> {
          figures.add(Figure.of(PARTICIPANTS, r.getLong(3), r.getString(1), r.getString(2).toLowerCase(Locale.ROOT)));
        }, (Object) names);
  }

  private void incidents(List<Figure> figures) {
    jdbc.query("select migration, detail -> 'problem' ->> 'code', count(*) from incident where not closed"
        + " and generation = (select generation from read_model where name = 'incident') group by 1, 2",
        r -> { figures.add(Figure.of(INCIDENTS, r.getLong(3), r.getString(1), r.getString(2))); });
  }

  private void lags(List<Figure> figures) {
    figures.add(Figure.of(STORE_LAG, jdbc.queryForObject("select count(*) from domain_event_entry where global_index >"
        + " coalesce((select global_index from event_seal order by position desc limit 1), 0)", Long.class)));
    jdbc.query("select processor_name, greatest(0, coalesce((select max(position) from event_seal), 0) - "
        + "substring(convert_from(token, 'UTF8') from '[0-9]+')::bigint) from token_entry where processor_name in (select name from read_model)",
        r -> { figures.add(Figure.of(PROJECTION_LAG, r.getLong(2), r.getString(1))); });
  }

  private static double seconds(Instant since, Instant now) {
    return Math.max(0, Duration.between(since, now).toMillis() / 1000.0);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
