// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.outage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Time for the few statements that may take longer than the limits of a connection to the store allow. */
public final class LongStatements {

  /** What the server may take for one of them. */
  public static final Duration LIMIT = Duration.ofMinutes(3);

  /** So much longer the client waits than the server works: then it hears why. */
  private static final Duration MORE = Duration.ofSeconds(10);

  private LongStatements() {}

  /**
   * For the transaction that has begun, or begins with the next statement, at the server; at the client until {@link #end}, or until
   * the connection goes back to its pool.
   *
   * @return how long the client waited before, in milliseconds, for {@link #end}
   */
  public static int begin(Connection connection) throws SQLException {
    var before = connection.getNetworkTimeout();
    connection.setNetworkTimeout(Runnable::run, (int) LIMIT.plus(MORE).toMillis());
    try (var statement = connection.createStatement()) {
      statement.execute("set local statement_timeout = '%1$ds'; set local lock_timeout = '%1$ds'".formatted(LIMIT.toSeconds()));
    }
    return before;
  }

  public static void end(Connection connection, int before) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, before);
  }
}
