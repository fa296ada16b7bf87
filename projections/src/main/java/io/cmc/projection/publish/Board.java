// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cmc.rejection.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** How a publication goes, where all instances can read it. */
public final class Board {

  private static final String PUT = """
      insert into publication (topic, state, position, problem, instance, told_at, since) values (?, ?, ?, ?::jsonb, ?, now(), now())
      on conflict (topic) do update set state = excluded.state, problem = excluded.problem, instance = excluded.instance, told_at = now(),
        position = case when excluded.position < 0 then publication.position else excluded.position end,
        since = case when publication.state = excluded.state then publication.since else now() end""";
  private static final long AS_BEFORE = -1;

  private final ObjectMapper json = JsonMapper.builder().build();
  private final JdbcTemplate jdbc;
  private final String topic;
  private final String instance;

  public Board(JdbcTemplate jdbc, String topic, String instance) {
    this.jdbc = jdbc;
    this.topic = topic;
    this.instance = instance;
  }

  public String topic() {
    return topic;
  }

  public enum State { PUBLISHING, UNREACHABLE, BLOCKED }

  /** @param position up to which all is published, but for migrations that wait */
  public record Told(State state, long position, Optional<Problem> problem, String instance, Instant toldAt, Instant since) {}

  void publishing(long position) {
    put(State.PUBLISHING, position, Optional.empty());
  }

  void failing(State state, Problem problem) {
    put(state, AS_BEFORE, Optional.of(problem));
  }

  private void put(State state, long position, Optional<Problem> problem) {
    jdbc.update(PUT, topic, state.name(), position, problem.map(this::text).orElse(null), instance);
  }

  /** Empty when nobody has begun to publish. */
  public Optional<Told> read() {
    return jdbc.query("select * from publication where topic = ?", this::told, topic).stream().findFirst();
  }

  private Told told(ResultSet r, int number) throws SQLException {
    return new Told(State.valueOf(r.getString("state")), Math.max(0, r.getLong("position")), Optional.ofNullable(r.getString("problem")).map(this::problem),
        r.getString("instance"), r.getTimestamp("told_at").toInstant(), r.getTimestamp("since").toInstant());
  }

  private String text(Problem problem) {
    try {
      return json.writeValueAsString(problem);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Problem problem(String text) {
    try {
      return json.readValue(text, Problem.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
