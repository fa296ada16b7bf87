// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.journal;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What was really done to each node, in the order it arrived. Only ever appended to, and kept outside the nodes' own databases, so that
 * restoring a node does not erase what happened to it. This is the witness for tests: it knows nothing of the controller's events.
 */
public final class Journal {

  private static final String READ = """
      select c.seq, c.at, c.node, c.method, c.request, c.caller, o.outcome, o.effects, o.at as ended
      from journal_call c left join journal_outcome o on o.seq = c.seq
      where c.seq > :after order by c.seq""";
  private final JdbcClient jdbc;

  public Journal(DataSource database) {
    jdbc = JdbcClient.create(database);
  }

  /** @param caller what the client calls itself, empty where it does not say */
  public CallRecord begin(String node, String method, String request, String caller) {
    return new CallRecord(this, append(node, method, request, caller));
  }

  /** Notes something that happened to a node outside of any call. */
  public void note(String node, String what) {
    end(append(node, "node/" + what, "", ""), "OK", List.of(what));
  }

  public List<JournalEntry> entries() {
    return after(0);
  }

  public List<JournalEntry> after(long seq) {
    return jdbc.sql(READ).param("after", seq).query((row, n) -> entry(row)).list();
  }

  /** The calls of one method at one node; the method by its short name, as {@code ResourceManagementService/UpdateResourceLimits}. */
  public List<JournalEntry> calls(String node, String method) {
    return entries().stream().filter(e -> e.node().equals(node) && e.method().equals(method)).toList();
  }

  /** Migrations that this node finished. */
  public long completedMoves(String node) {
    return calls(node, "ParticipantRepairService/MigrateDomain").stream()
        .filter(e -> e.effects().stream().anyMatch(f -> f.endsWith("=Inactive"))).count();
  }

  void end(long seq, String outcome, List<String> effects) {
    jdbc.sql("insert into journal_outcome(seq, at, outcome, effects) values (?, ?, ?, ?)")
        .params(seq, Timestamp.from(Instant.now()), outcome, effects.toArray(String[]::new)).update();
  }

  private long append(String node, String method, String request, String caller) {
    return jdbc.sql("insert into journal_call(at, node, method, request, caller) values (?, ?, ?, ?, ?) returning seq")
        .params(Timestamp.from(Instant.now()), node, method, request, caller).query(Long.class).single();
  }

  private static JournalEntry entry(ResultSet row) throws SQLException {
    return new JournalEntry(row.getLong("seq"), row.getTimestamp("at").toInstant(), row.getString("node"), row.getString("method"),
        row.getString("request"), row.getString("caller"), row.getString("outcome"), texts(row.getArray("effects")),
        instant(row.getTimestamp("ended")));
  }

  private static Instant instant(Timestamp t) {
    return t == null ? null : t.toInstant();
  }

  private static List<String> texts(Array array) throws SQLException {
    return array == null ? List.of() : Stream.of((String[]) array.getArray()).toList();
  }
}
