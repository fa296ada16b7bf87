// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.reads;

import io.cmc.access.Actor;
import io.cmc.store.person.PersonNames;
import io.cmc.projection.reads.Reading.Tally;
import io.cmc.projection.sight.Sight;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/** The log of reads in PostgreSQL; several instances add to the same rows. */
public final class ReadLogTable {

  private static final String ADD = """
      insert into read_log (view, migration, actor, authentication, occasion, first_at, last_at, answers)
      values (?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (actor, authentication, view, migration, occasion) do update set first_at = least(read_log.first_at, excluded.first_at),
        last_at = greatest(read_log.last_at, excluded.last_at), answers = read_log.answers + excluded.answers""";

  private final JdbcTemplate jdbc;
  private final PersonNames persons;

  public ReadLogTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.persons = new PersonNames(jdbc);
  }

  void add(Reading r, Tally tally) {
    jdbc.update(ADD, r.view(), r.migration(), r.actor().subject(), r.actor().authentication(), r.occasion(),
        Timestamp.from(tally.first()), Timestamp.from(tally.last()), tally.answers());
  }

  /**
   * What is asked for; an empty text or list asks for all.
   *
   * @param actor id, subject or name
   * @param before only rows made before this one
   */
  public record Question(About about, Optional<Instant> from, Optional<Instant> to, long before, int limit) {

    public record About(String migration, String actor, List<String> views) {}
  }

  /** @param id a later row has a higher one */
  public record Row(long id, Reading reading, Instant first, Instant last, long answers) {}

  /** The newest first. */
  public List<Row> read(Question asked, Sight sight) {
    var sql = new StringBuilder("select * from read_log where id < ?");
    var values = new ArrayList<Object>(List.of(asked.before()));
    var about = asked.about();
    if (!about.migration().isEmpty()) narrow(sql, values, " and migration = ?", about.migration());
    if (!about.actor().isEmpty()) narrow(sql, values, " and actor = any (?)", ids(about.actor()));
    if (!about.views().isEmpty()) narrow(sql, values, " and view = any (?)", about.views().toArray(String[]::new));
    asked.from().ifPresent(from -> narrow(sql, values, " and last_at >= ?", Timestamp.from(from)));
    asked.to().ifPresent(to -> narrow(sql, values, " and first_at < ?", Timestamp.from(to)));
    var seen = sight.migrations("read_log.migration");
    sql.append(" and ").append(seen.sql());
    values.addAll(seen.values());
    narrow(sql, values, " order by id desc limit ?", asked.limit());
    return jdbc.query(sql.toString(), (r, n) -> row(r), values.toArray());
  }

  private String[] ids(String actor) {
    return Stream.concat(Stream.of(actor), persons.named(actor).stream()).toArray(String[]::new);
  }

  private static void narrow(StringBuilder sql, List<Object> values, String condition, Object value) {
    sql.append(condition);
    values.add(value);
  }

  private static Row row(ResultSet r) throws SQLException {
    var actor = new Actor(r.getString("actor"), r.getString("actor"), r.getString("authentication"));
    return new Row(r.getLong("id"), new Reading(actor, r.getString("view"), r.getString("migration"), r.getString("occasion")),
        r.getTimestamp("first_at").toInstant(), r.getTimestamp("last_at").toInstant(), r.getLong("answers"));
  }
}
