// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.person;

import io.cmc.access.Person;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** Whom ids stand for, as it is known now. */
public final class PersonNames {

  private final JdbcTemplate jdbc;

  public PersonNames(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** @param lastSeen to the hour */
  public record Row(Person person, Instant firstSeen, Instant lastSeen, Optional<Instant> erased) {}

  /** Those of them that are persons; ids of nobody are left out. */
  public Map<String, Person> of(Collection<String> ids) {
    if (ids.isEmpty()) return Map.of();
    return jdbc.query("select * from person where id = any (?)", (r, n) -> person(r), (Object) new HashSet<>(ids).toArray(String[]::new)).stream()
        .collect(Collectors.toMap(Person::id, Function.identity()));
  }

  /** Ids of all who have this subject or this name. */
  public List<String> named(String text) {
    return jdbc.queryForList("select id from person where subject = ? union select id from person where name = ?", String.class, text, text);
  }

  /** By their ids. @param text id, subject or name; empty: all; @param after only ids after this one */
  public List<Row> list(String text, String after, int limit) {
    return jdbc.query("select * from person where id > ? and (? = '' or ? in (id, subject, name)) order by id limit ?", (r, n) -> row(r), after, text, text, limit);
  }

  /** Sets of teams that persons with a name have, each with commas between them. */
  public List<String> teams() {
    return jdbc.queryForList("select distinct teams from person where subject is not null", String.class);
  }

  /** Ids of those with a name who did not call since. @param teams exactly these, with commas between them */
  public List<String> notSeenSince(Instant before, String teams) {
    return jdbc.queryForList("select id from person where subject is not null and teams = ? and last_seen_at < ? order by id", String.class, teams, Timestamp.from(before));
  }

  private static Row row(ResultSet r) throws SQLException {
    return new Row(person(r), r.getTimestamp("first_seen_at").toInstant(), r.getTimestamp("last_seen_at").toInstant(),
        Optional.ofNullable(r.getTimestamp("erased_at")).map(Timestamp::toInstant));
  }

  private static Person person(ResultSet r) throws SQLException {
    return new Person(r.getString("id"), r.getString("realm"), text(r, "subject"), text(r, "name"));
  }

  private static String text(ResultSet r, String column) throws SQLException {
    var text = r.getString(column);
    return text == null ? "" : text;
  }
}
