// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.outage;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/**
 * Tells whether a failure means that the database is away, or going, or full, and not that somebody made a mistake. Whether what was
 * under way was committed is not known then.
 */
public final class StoreOutage {

  /**
   * Connection exceptions; out of resources, a full disk among them; shutting down, starting or crashed; input and output errors; a
   * statement or a lock that took too long; a session that was ended because nothing was heard of its client.
   */
  private static final Set<String> CLASSES = Set.of("08", "53", "57P", "58", "57014", "55P03", "25P03");
  private static final String DISK_FULL = "53100";

  private StoreOutage() {}

  public static boolean seenIn(Throwable failure) {
    return SqlCause.isIn(failure, StoreOutage::isOutage);
  }

  /** Whether there is no room for what was to be written: then it was not. */
  public static boolean isFull(Throwable failure) {
    return SqlCause.isIn(failure, DISK_FULL);
  }

  private static boolean isOutage(SQLException e) {
    return e instanceof SQLTransientConnectionException || e instanceof SQLNonTransientConnectionException || e instanceof SQLRecoverableException
        || e.getCause() instanceof IOException || (e.getSQLState() == null ? isClosed(e) : CLASSES.stream().anyMatch(e.getSQLState()::startsWith));
  }

  /** The pool's word for a connection that broke a moment before; nobody here uses one that he gave back. */
  private static boolean isClosed(SQLException e) {
    return "Connection is closed".equals(e.getMessage());
  }
}
