// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.read;

import io.cmc.store.TestStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Writers whose transactions draw their numbers in one order and commit in another, round by round. */
final class LateCommits implements AutoCloseable {

  private static final int MOST = 6;

  private final Random random;
  private final List<Connection> connections = new ArrayList<>();
  private final long[] next = new long[MOST];
  private int committed;

  /** What happens between two commits. */
  interface Between {
    void look() throws SQLException;
  }

  LateCommits(TestStore store, Random random) throws SQLException {
    this.random = random;
    for (var i = 0; i < MOST; i++) {
      connections.add(store.service().getConnection());
      connections.getLast().setAutoCommit(false);
    }
  }

  int committed() {
    return committed;
  }

  /** Two to six writers append, and then end one after the other; one of ten takes back what it did. */
  void round(int number, Between between) throws SQLException {
    var writers = new ArrayList<Integer>();
    for (var i = 0; i < MOST; i++) writers.add(i);
    Collections.shuffle(writers, random);
    var some = writers.subList(0, 2 + random.nextInt(MOST - 1));
    for (var writer : some) append(writer, number);
    Collections.shuffle(some, random);
    for (var writer : some) {
      end(writer);
      between.look();
    }
  }

  private void end(int writer) throws SQLException {
    if (random.nextInt(10) == 0) {
      connections.get(writer).rollback();
    } else {
      connections.get(writer).commit();
      next[writer]++;
      committed++;
    }
  }

  private void append(int writer, int round) throws SQLException {
    try (var statement = connections.get(writer).prepareStatement("""
        insert into domain_event_entry (event_identifier, aggregate_identifier, sequence_number, type, time_stamp, payload_type,
          payload_revision, payload, meta_data)
        values (?, ?, ?, 'Journey', '2026-03-07T12:00:00.000Z', 'MigrationHeld', '1', ?, '{}')""")) {
      var migration = "net-" + writer % 3;
      statement.setString(1, "event-" + round + "-" + writer);
      statement.setString(2, migration + "/node-" + writer);
      statement.setLong(3, next[writer]);
      statement.setString(4, "{\"migration\":\"" + migration + "\",\"reason\":\"r\",\"at\":\"2026-03-07T12:00:00Z\"}");
      statement.executeUpdate();
    }
  }

  @Override public void close() throws SQLException {
    for (var connection : connections) connection.close();
  }
}
