// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.seal;

import io.cmc.store.TestStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Transactions that overlap in any way that PostgreSQL allows, one action at a time, so that a seed gives the same story again. */
final class Writers implements AutoCloseable {

  /** A transaction in its course. Streams are free again when it ends, as with aggregates: nobody appends twice at one place. */
  private final class Writer {
    final Connection connection;
    final List<String> appended = new ArrayList<>();
    boolean running;

    Writer(Connection connection) {
      this.connection = connection;
    }

    void append() throws SQLException {
      var free = streams.entrySet().stream().filter(e -> e.getValue().holder == null || e.getValue().holder == this).toList();
      var choice = free.get(random.nextInt(free.size()));
      choice.getValue().holder = this;
      insert(connection, choice.getKey(), choice.getValue().next++);
      appended.add(choice.getKey());
    }

    void end() throws SQLException {
      var kept = random.nextInt(10) > 0;
      if (kept) connection.commit();
      else connection.rollback();
      if (kept) committed += appended.size();
      else appended.forEach(stream -> streams.get(stream).next--);
      streams.values().stream().filter(s -> s.holder == this).forEach(s -> s.holder = null);
      appended.clear();
      running = false;
    }
  }

  private static final class Stream {
    long next;
    Writer holder;
  }

  private final Random random;
  private final Map<String, Stream> streams = new HashMap<>();
  private final List<Writer> writers = new ArrayList<>();
  private int committed;
  private int inserted;

  Writers(TestStore store, Random random, int count) throws SQLException {
    this.random = random;
    IntStream.range(0, 3 * count).forEach(i -> streams.put("net-" + i % 5 + "/node-" + i, new Stream()));
    for (int i = 0; i < count; i++) {
      var connection = store.service().getConnection();
      connection.setAutoCommit(false);
      writers.add(new Writer(connection));
    }
  }

  int committed() {
    return committed;
  }

  /** Begins, appends or ends, somewhere. Often a transaction draws its id long before it appends. */
  void act() throws SQLException {
    var writer = writers.get(random.nextInt(writers.size()));
    if (!writer.running) {
      writer.running = true;
      if (random.nextBoolean()) execute(writer.connection, "select pg_current_xact_id()");
    } else if (random.nextInt(4) > 0 && writer.appended.size() < 4) {
      writer.append();
    } else {
      writer.end();
    }
  }

  void endAll() throws SQLException {
    for (var writer : writers) if (writer.running) writer.end();
  }

  private void insert(Connection connection, String stream, long sequence) throws SQLException {
    try (var statement = connection.prepareStatement("""
        insert into domain_event_entry (event_identifier, aggregate_identifier, sequence_number, type, time_stamp, payload_type,
          payload_revision, payload, meta_data)
        values (?, ?, ?, 'Journey', '2026-03-07T12:00:00.000Z', 'MigrationHeld', '1', ?, '{}')""")) {
      statement.setString(1, "event-" + inserted++);
      statement.setString(2, stream);
      statement.setLong(3, sequence);
      var migration = stream.substring(0, stream.indexOf('/'));
      statement.setString(4, "{\"migration\":\"" + migration + "\",\"reason\":\"r\",\"at\":\"2026-03-07T12:00:00Z\"}");
      statement.executeUpdate();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    for (var writer : writers) writer.connection.close();
  }
}
