// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.seal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A connection whose session is the only sealer. The lock ends with the session, and all sealing is done in it: a sealer that lost
 * its lock has lost its connection too and cannot write any more.
 */
final class SealerSession implements AutoCloseable {

  private static final long LOCK = 0x636d632d7365616cL; // "cmc-seal"
  private static final int FIRST_TO_TELL_IDLE_SESSIONS = 14;
  private final Connection connection;

  private SealerSession(Connection connection) {
    this.connection = connection;
  }

  /** Empty when another sealer is at work. */
  static Optional<SealerSession> tryOpen(DataSource source) throws SQLException {
    var connection = source.getConnection();
    try {
      connection.setAutoCommit(false);
      if (locked(connection)) return Optional.of(new SealerSession(connection));
      connection.close();
      return Optional.empty();
    } catch (SQLException e) {
      cut(connection);
      throw e;
    }
  }

  /** Its session ends, and with it the lock; a pool gets back what it has to replace. */
  private static void cut(Connection connection) throws SQLException {
    connection.abort(Runnable::run);
    connection.close();
  }

  // the same few statements many times a second: each follows an index, by a plan that is made once and does not depend on when statistics were gathered;
  // the server notices within half a minute that the sealer's machine is gone, and in ten seconds that nothing is heard of it (it looks
  // several times a second): then it ends the session, and another one takes over
  private static boolean locked(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("select pg_try_advisory_lock(" + LOCK + ")")) {
      row.next();
      var locked = row.getBoolean(1);
      if (locked) {
        statement.execute("set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3");
        statement.execute("set plan_cache_mode = force_generic_plan; set enable_seqscan = off");
        if (tellsIdleSessions(connection)) statement.execute("set idle_session_timeout = '10s'");
      }
      connection.commit();
      return locked;
    }
  }

  private static boolean tellsIdleSessions(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseMajorVersion() >= FIRST_TO_TELL_IDLE_SESSIONS;
  }

  Sealing sealing() {
    return new Sealing(connection);
  }

  /** Gives the lock back before the connection goes back to its pool; a connection that cannot do that is cut. */
  @Override
  public void close() throws SQLException {
    try {
      connection.rollback();
      unlock();
      connection.close();
    } catch (SQLException e) {
      cut(connection);
      throw e;
    }
  }

  private void unlock() throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("select pg_advisory_unlock(" + LOCK + ")");
      statement.execute("reset plan_cache_mode; reset enable_seqscan");
      if (tellsIdleSessions(connection)) statement.execute("reset idle_session_timeout");
      connection.commit();
    }
  }
}
