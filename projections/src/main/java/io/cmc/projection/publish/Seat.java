// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Chooses who publishes, one among all instances: a lock that ends with the session of whoever has it. It only keeps instances from
 * fencing each other; that there is never more than one is Kafka's to see to.
 */
final class Seat implements AutoCloseable {

  private static final long LOCK = 0x636d632d7075626cL; // "cmc-publ"
  private static final int FIRST_TO_TELL_IDLE_SESSIONS = 14;

  private final Connection connection;

  private Seat(Connection connection) {
    this.connection = connection;
  }

  /** Empty when it is taken. */
  static Optional<Seat> tryTake(DataSource source) throws SQLException {
    var connection = source.getConnection();
    try {
      connection.setAutoCommit(true);
      if (!asks(connection, "select pg_try_advisory_lock(" + LOCK + ")")) {
        connection.close();
        return Optional.empty();
      }
      // longer than any wait for Kafka; a process that stands still loses the seat
      if (tellsIdleSessions(connection)) asks(connection, "select set_config('idle_session_timeout', '60s', false) is not null");
      return Optional.of(new Seat(connection));
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
  void mustBeHeld() throws SQLException {
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
      asks(connection, "select pg_advisory_unlock(" + LOCK + ")");
      if (tellsIdleSessions(connection)) asks(connection, "select set_config('idle_session_timeout', '0', false) is not null");
      connection.close();
    } catch (SQLException e) {
      cut(connection);
      throw e;
    }
  }
}
