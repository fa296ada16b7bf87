// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.seat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Chooses who does something, one among all instances: a lock that ends with the session of whoever has it. Whoever does not notice at once
 * that it lost the seat may do a last piece beside the next one, so what is done must bear being done twice.
 */
public final class Seat implements AutoCloseable {

  private static final int FIRST_TO_TELL_IDLE_SESSIONS = 14;

  private final Connection connection;
  private final long lock;

  private Seat(Connection connection, long lock) {
    this.connection = connection;
    this.lock = lock;
  }

  /** Empty when it is taken. @param lock which seat: a number of its own among all advisory locks of the service */
  public static Optional<Seat> tryTake(DataSource source, long lock) throws SQLException {
    var connection = source.getConnection();
    try {
      connection.setAutoCommit(true);
      if (!asks(connection, "select pg_try_advisory_lock(" + lock + ")")) {
        connection.close();
        return Optional.empty();
      }
      // longer than any wait for Kafka or another receiver; a process that stands still loses the seat
      if (tellsIdleSessions(connection)) asks(connection, "select set_config('idle_session_timeout', '60s', false) is not null");
      return Optional.of(new Seat(connection, lock));
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

  /** @throws SQLException when the session has ended, and the lock with it */
  public void mustBeHeld() throws SQLException {
    asks(connection, "select true");
  }

  private static boolean tellsIdleSessions(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseMajorVersion() >= FIRST_TO_TELL_IDLE_SESSIONS;
  }

  private static boolean asks(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement(); var row = statement.executeQuery(sql)) {
      return row.next() && row.getBoolean(1);
    }
  }

  /** Gives the lock back before the connection goes back to its pool; a connection that cannot do that is cut. */
  @Override public void close() throws SQLException {
    try {
      asks(connection, "select pg_advisory_unlock(" + lock + ")");
      if (tellsIdleSessions(connection)) asks(connection, "select set_config('idle_session_timeout', '0', false) is not null");
      connection.close();
    } catch (SQLException e) {
      cut(connection);
      throw e;
    }
  }
}
