// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.projection.RowJson;
import io.cmc.projection.sight.Member;
import io.cmc.projection.sight.Sight;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the live generation. What is shown of a migration is of one statement, so it never mixes two generations or two moments. */
public final class StatusQueries {

  static final String LIVE = "(select generation from read_model where name = 'status')";

  private static final String LISTED = """
      with listed as materialized (select * from status_migration where generation = %s and migration = any (?))
      select '', migration, detail from listed
      union all
      select p.participant, p.migration, p.detail from listed join status_participant p using (generation, migration)
      where listed.state <> all (?) and p.activity <> 'IDLE'
      order by 2, 1""".formatted(LIVE);
  private static final String[] ENDED = Stream.of(State.values()).filter(State::ended).map(Enum::name).toArray(String[]::new);

  private final JdbcTemplate jdbc;
  private final RowJson json = new RowJson();
  private final RecentStatus recent;

  /** @param nanos a clock that never goes back, in nanoseconds from anywhen */
  public StatusQueries(JdbcTemplate jdbc, LongSupplier nanos) {
    this.jdbc = jdbc;
    this.recent = new RecentStatus(jdbc, json, nanos);
  }

  /** A migration and its participants in the order of their names. */
  public record Found(MigrationRow migration, List<ParticipantRow> participants) {

    public List<Member> members() {
      return participants.stream().map(p -> new Member(p.name(), p.identity().team(), p.identity().uid().value())).toList();
    }
  }

  /** A migration in a list. @param busy those of its participants that are not idle, in the order of their names; nobody once it has ended */
  public record Listed(MigrationRow migration, List<ParticipantRow> busy) {}

  public Optional<Found> find(MigrationId migration) {
    return recent.find(migration);
  }

  /**
   * Newest first.
   *
   * @param participant only migrations that name it
   * @param before only migrations planned before this position
   * @param sight of others, nothing is listed and nothing is found by
   */
  public List<Listed> list(Optional<NodeName> participant, long before, int limit, Sight sight) {
    var seen = sight.migrations("m.migration");
    var named = sight.details("p.migration", "p.participant");
    var values = new ArrayList<Object>(List.of(before));
    values.addAll(seen.values());
    participant.ifPresent(p -> values.add(p.value()));
    if (participant.isPresent()) values.addAll(named.values());
    values.add(limit);
    var names = jdbc.queryForList("select m.migration from status_migration m where m.generation = " + LIVE + " and m.planned_position < ? and "
        + seen.sql() + (participant.isEmpty() ? "" : " and exists (select 1 from status_participant p where p.generation = m.generation"
        + " and p.participant = ? and p.migration = m.migration and " + named.sql() + ")") + " order by m.planned_position desc limit ?",
        String.class, values.toArray());
    var listed = listed(names);
    return names.stream().map(listed::get).filter(java.util.Objects::nonNull).toList();
  }

  /** How much is known of each of these migrations: positions of their last events. */
  public Map<MigrationId, Long> asOf(Collection<MigrationId> migrations) {
    var heads = new HashMap<MigrationId, Long>();
    jdbc.query("select migration, as_of from status_migration where generation = " + LIVE + " and migration = any (?)",
        r -> { heads.put(new MigrationId(r.getString(1)), r.getLong(2)); }, (Object) names(migrations));
    return heads;
  }

  private Map<String, Listed> listed(Collection<String> migrations) {
    var listed = new HashMap<String, Listed>();
    jdbc.query(LISTED, r -> {
      if (r.getString(1).isEmpty()) listed.put(r.getString(2), new Listed(json.read(r.getString(3), MigrationRow.class), new ArrayList<>()));
      else listed.get(r.getString(2)).busy().add(json.read(r.getString(3), ParticipantRow.class));
    }, migrations.toArray(String[]::new), ENDED);
    return listed;
  }

  private static String[] names(Collection<MigrationId> migrations) {
    return migrations.stream().map(MigrationId::value).toArray(String[]::new);
  }
}
