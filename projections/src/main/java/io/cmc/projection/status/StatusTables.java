// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import io.cmc.id.JourneyId;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.projection.RowJson;
import io.cmc.projection.sight.TeamTable;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** The status in PostgreSQL, generation by generation. Takes part in the caller's transaction. */
final class StatusTables {

  private static final int AT_ONCE = 500;

  // a row that knows more already stays as it is
  private static final String PUT_MIGRATION = """
      insert into status_migration (generation, migration, planned_position, as_of, state, phase, participants, planned_at, ended_at, detail)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
      on conflict (generation, migration) do update set as_of = excluded.as_of, state = excluded.state, phase = excluded.phase,
        ended_at = excluded.ended_at, detail = excluded.detail
      where status_migration.as_of < excluded.as_of""";

  private static final String PUT_PARTICIPANT = """
      insert into status_participant (generation, migration, participant, as_of, position, activity, detail)
      values (?, ?, ?, ?, ?, ?, ?::jsonb)
      on conflict (generation, migration, participant) do update set as_of = excluded.as_of, position = excluded.position,
        activity = excluded.activity, detail = excluded.detail
      where status_participant.as_of < excluded.as_of""";

  private static final String ASKED_FOR = """
      select s.detail from unnest(?::text[], ?::text[]) as asked (migration, participant)
      join status_participant s on s.generation = ? and s.migration = asked.migration and s.participant = asked.participant""";

  private static final String WITH_LETTERS =
      "select distinct sequence_identifier from dead_letter_entry where processing_group = ? and sequence_identifier = any (?)";

  private final JdbcTemplate jdbc;
  private final RowJson json = new RowJson();
  private final StatusVersions versions;
  private final TeamTable teams;

  StatusTables(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.versions = new StatusVersions(jdbc, json);
    this.teams = new TeamTable(jdbc);
  }

  /** Of all generations. */
  TeamTable teams() {
    return teams;
  }

  /** Of the same generations. */
  StatusVersions versions() {
    return versions;
  }

  Optional<MigrationRow> migration(int generation, MigrationId migration) {
    return jdbc.query("select detail from status_migration where generation = ? and migration = ?",
        (r, n) -> json.read(r.getString(1), MigrationRow.class), generation, migration.value()).stream().findFirst();
  }

  Optional<ParticipantRow> participant(int generation, MigrationId migration, NodeName name) {
    return jdbc.query("select detail from status_participant where generation = ? and migration = ? and participant = ?",
        (r, n) -> json.read(r.getString(1), ParticipantRow.class), generation, migration.value(), name.value()).stream().findFirst();
  }

  /** Those that are there and can be read. */
  List<MigrationRow> migrations(int generation, Collection<MigrationId> migrations) {
    return readable(MigrationRow.class, "select detail from status_migration where generation = ? and migration = any (?)",
        generation, migrations.stream().map(MigrationId::value).toArray(String[]::new));
  }

  /** Those that are there and can be read. */
  List<ParticipantRow> participants(int generation, Collection<JourneyId> journeys) {
    return readable(ParticipantRow.class, ASKED_FOR, journeys.stream().map(j -> j.migration().value()).toArray(String[]::new),
        journeys.stream().map(j -> j.participant().value()).toArray(String[]::new), generation);
  }

  private <T> List<T> readable(Class<T> type, String sql, Object... parameters) {
    return jdbc.queryForList(sql, String.class, parameters).stream().flatMap(text -> json.readable(text, type).stream()).toList();
  }

  /** Those of which events were put aside and wait. */
  Set<MigrationId> withLetters(Collection<MigrationId> migrations) {
    return Set.copyOf(jdbc.query(WITH_LETTERS, (r, n) -> new MigrationId(r.getString(1)), StatusModel.NAME,
        migrations.stream().map(MigrationId::value).toArray(String[]::new)));
  }

  void putMigrations(int generation, Collection<MigrationRow> rows) {
    jdbc.batchUpdate(PUT_MIGRATION, rows, AT_ONCE, (s, row) -> set(s, generation, row));
  }

  void putParticipants(int generation, Collection<ParticipantRow> rows) {
    jdbc.batchUpdate(PUT_PARTICIPANT, rows, AT_ONCE, (s, row) -> set(s, generation, row));
  }

  void forget(int generation) {
    jdbc.update("delete from status_migration where generation = ?", generation);
    jdbc.update("delete from status_participant where generation = ?", generation);
    versions.forget(generation);
  }

  void forgetAllBut(List<Integer> kept) {
    var generations = kept.toArray(Integer[]::new);
    jdbc.update("delete from status_migration where generation <> all (?)", (Object) generations);
    jdbc.update("delete from status_participant where generation <> all (?)", (Object) generations);
    versions.forgetAllBut(kept);
  }

  private void set(PreparedStatement s, int generation, MigrationRow row) throws SQLException {
    s.setInt(1, generation);
    s.setString(2, row.migration().value());
    s.setLong(3, row.planned());
    s.setLong(4, row.asOf());
    s.setString(5, row.state().name());
    s.setString(6, row.standing().phase().name());
    s.setInt(7, row.outline().participants());
    s.setTimestamp(8, Timestamp.from(row.times().planned()));
    if (row.times().ended().isPresent()) s.setTimestamp(9, Timestamp.from(row.times().ended().get()));
    else s.setNull(9, Types.TIMESTAMP);
    s.setString(10, json.write(row));
  }

  private void set(PreparedStatement s, int generation, ParticipantRow row) throws SQLException {
    s.setInt(1, generation);
    s.setString(2, row.migration().value());
    s.setString(3, row.name().value());
    s.setLong(4, row.asOf());
    s.setString(5, row.place().position().name());
    s.setString(6, row.activity().state().name());
    s.setString(7, json.write(row));
  }
}
