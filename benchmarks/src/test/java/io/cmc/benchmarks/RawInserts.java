// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The least that can be done: events that commands appended are inserted once more, each row in a transaction, by threads with a connection each. */
final class RawInserts {

  private static final String COLUMNS = "event_identifier, aggregate_identifier, sequence_number, type, time_stamp, payload_type, payload_revision, payload, meta_data";
  private static final String INSERT = "insert into raw_event (" + COLUMNS + ") values (?" + ", ?".repeat(8) + ")";

  private final String database;

  RawInserts(String database) {
    this.database = database;
    execute("create table if not exists raw_event (like domain_event_entry including all)");
  }

  /** Inserts the same rows as commands did: the newest ones, whose like is not in the table yet. */
  double perSecond(int threads, int each) throws Exception {
    execute("truncate raw_event");
    var rows = newest(threads * each);
    try (var sessions = new Sessions(threads)) {
      return Throughput.perSecond(threads, each, (thread, n) -> insert(sessions.insert(thread), rows.get(thread * each + n)));
    }
  }

  private static void insert(PreparedStatement insert, Object[] row) throws SQLException {
    for (var i = 0; i < row.length; i++) insert.setObject(i + 1, row[i]);
    insert.executeUpdate();
  }

  private List<Object[]> newest(int most) throws SQLException {
    try (var c = connect(); var s = c.createStatement()) {
      var found = s.executeQuery("select " + COLUMNS + " from domain_event_entry where payload_type = 'StepWaiting' order by global_index desc limit " + most);
      var rows = new ArrayList<Object[]>();
      while (found.next()) rows.add(row(found));
      if (rows.size() < most) throw new IllegalStateException("expected " + most + " events, found " + rows.size());
      return rows;
    }
  }

  private static Object[] row(ResultSet found) throws SQLException {
    var row = new Object[9];
    for (var i = 0; i < row.length; i++) row[i] = found.getObject(i + 1);
    return row;
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(database);
  }

  private void execute(String sql) {
    try (var c = connect(); var s = c.createStatement()) {
      s.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One for each thread; every statement commits. */
  private final class Sessions implements AutoCloseable {

    private final List<PreparedStatement> inserts = new ArrayList<>();

    Sessions(int number) throws SQLException {
      for (var i = 0; i < number; i++) inserts.add(connect().prepareStatement(INSERT));
    }

    PreparedStatement insert(int thread) {
      return inserts.get(thread);
    }

    @Override public void close() throws SQLException {
      for (var insert : inserts) insert.getConnection().close();
    }
  }
}
