// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Wakes this instance when another one has written new work, and rings for the others when this one has, so that all of them divide it. It
 * listens on a connection of its own, and is seen by the others as long as it does; while there is none, or behind a pool that forgets who listens, work is found by looking once a second.
 * It rings after the commit and not within it: PostgreSQL writes transactions that tell something to disk one after the other.
 */
public final class WorkBell implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(WorkBell.class);
  private static final int LISTEN_MILLIS = 500;
  private static final Duration AFTER_FAULT = Duration.ofSeconds(1);
  /** Who only listens does not notice that nobody speaks any more, and so asks now and then. */
  private static final int LISTENS_UNTIL_ASKED = 20;
  private static final int ANSWER_SECONDS = 5;

  private static final Duration MOST = Duration.ofMillis(LISTEN_MILLIS);
  /** However much is written meanwhile, the others are told once. */
  private static final Duration BETWEEN_RINGS = Duration.ofMillis(50);
  /** Nobody needs to find a ring after a crash, so the disk is not waited for. */
  private static final String RING = "select set_config('synchronous_commit', 'off', true), pg_notify('cmc_work', '%s')";

  private final DataSource database;
  private final Wake wake;
  private final Presence presence;
  private final String own = UUID.randomUUID().toString();
  private volatile boolean on;
  private Thread thread;
  private Thread ringing;

  WorkBell(DataSource database, Wake wake, Presence presence) {
    this.database = database;
    this.wake = wake;
    this.presence = presence;
  }

  @Override public synchronized void start() {
    if (on) return;
    on = true;
    thread = Thread.ofPlatform().name("work-bell").daemon().start(this::run);
    ringing = Thread.ofPlatform().name("work-ring").daemon().start(this::ring);
  }

  private void ring() {
    try {
      while (on) {
        if (!wake.awaitRing(MOST)) continue;
        Thread.sleep(tellOthers() ? BETWEEN_RINGS : AFTER_FAULT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** @return whether they are told; else they are to be told still */
  private boolean tellOthers() {
    try (var connection = database.getConnection()) {
      execute(connection, RING.formatted(own));
      return true;
    } catch (SQLException | RuntimeException e) {
      LOG.debug("other instances are not told of new work just now and look for it themselves: {}", e.toString());
      wake.ringAgain();
      return false;
    }
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
    try {
      execute(connection, "listen cmc_work; " + presence.begin());
      var told = connection.unwrap(PGConnection.class);
      for (int listens = 1; on; listens++) {
        var rings = told.getNotifications(LISTEN_MILLIS);
        if (rings != null && Arrays.stream(rings).anyMatch(ring -> !ring.getParameter().equals(own))) wake.call();
        if (listens % LISTENS_UNTIL_ASKED == 0 && !connection.isValid(ANSWER_SECONDS)) throw new SQLException("no answer on the connection that listens");
      }
    } finally {
      if (!connection.isClosed()) unlisten(connection);
    }
  }

  /** A connection that cannot do that must not go back to its pool. */
  private void unlisten(Connection connection) throws SQLException {
    try {
      execute(connection, "unlisten *; " + presence.end());
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
      ringing.join(2 * LISTEN_MILLIS);
      if (wake.awaitRing(Duration.ZERO)) tellOthers();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stopped after those who ring it, and before it nothing is begun. */
  @Override public int getPhase() {
    return DEFAULT_PHASE - 1;
  }

  @Override public boolean isRunning() {
    return on;
  }
}
