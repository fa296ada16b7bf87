// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Wakes this instance when any instance has written new work, so that all of them divide it. On a connection of its own; while there
 * is none, or behind a pool that forgets who listens, work is found by looking once a second.
 */
public final class WorkBell implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(WorkBell.class);
  private static final int LISTEN_MILLIS = 500;
  private static final Duration AFTER_FAULT = Duration.ofSeconds(1);
  /** Who only listens does not notice that nobody speaks any more, and so asks now and then. */
  private static final int LISTENS_UNTIL_ASKED = 20;
  private static final int ANSWER_SECONDS = 5;

  private final DataSource database;
  private final Wake wake;
  private volatile boolean on;
  private Thread thread;

  WorkBell(DataSource database, Wake wake) {
    this.database = database;
    this.wake = wake;
  }

  @Override public synchronized void start() {
    if (on) return;
    on = true;
    thread = Thread.ofPlatform().name("work-bell").daemon().start(this::run);
  }

  private void run() {
    while (on) {
      try (var connection = database.getConnection()) {
        listen(connection);
      } catch (SQLException | RuntimeException e) {
        if (on) LOG.info("nobody tells of new work just now, it is looked for: {}", e.toString());
        pause();
      }
    }
  }

  private void listen(Connection connection) throws SQLException {
    execute(connection, "listen cmc_work");
    try {
      var told = connection.unwrap(PGConnection.class);
      for (int listens = 1; on; listens++) {
        var rings = told.getNotifications(LISTEN_MILLIS);
        if (rings != null && rings.length > 0) wake.call();
        if (listens % LISTENS_UNTIL_ASKED == 0 && !connection.isValid(ANSWER_SECONDS)) throw new SQLException("no answer on the connection that listens");
      }
    } finally {
      if (!connection.isClosed()) unlisten(connection);
    }
  }

  /** A connection that cannot do that must not go back to its pool. */
  private static void unlisten(Connection connection) throws SQLException {
    try {
      execute(connection, "unlisten *");
    } catch (SQLException e) {
      connection.abort(Runnable::run);
      throw e;
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(AFTER_FAULT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override public synchronized void stop() {
    if (!on) return;
    on = false;
    try {
      thread.join(2 * LISTEN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override public boolean isRunning() {
    return on;
  }
}
