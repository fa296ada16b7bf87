// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.seal;

import io.cmc.store.outage.LongStatements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;

/** Seals what can be sealed, on one connection that nobody else uses and that does not commit by itself. Not for several threads. */
final class Sealing {

  private static final int BATCH = 500;

  /** @param lastPosition after this pass, or 0 when nothing was sealed */
  record Pass(long lastPosition, boolean waiting) {
    boolean sealed() {
      return lastPosition > 0;
    }
  }

  private final Connection connection;
  private final SealRows rows;
  private long blockedUntilAfter = -1;
  private boolean looked;

  Sealing(Connection connection) {
    this.connection = connection;
    this.rows = new SealRows(connection);
  }

  Pass pass() throws SQLException {
    if (stillBlocked()) return new Pass(0, true);
    var horizon = look();
    var last = sealAll(horizon);
    blockedUntilAfter = horizon.waiting() > 0 ? horizon.oldestRunning() : -1;
    return new Pass(last, horizon.waiting() > 0);
  }

  // after a restore, or a long time without a sealer, the first look of a session reads very many events
  private Horizon look() throws SQLException {
    var patience = looked ? 0 : LongStatements.begin(connection);
    var horizon = Horizon.look(connection, rows.floor());
    connection.commit();
    if (!looked) LongStatements.end(connection, patience);
    looked = true;
    return horizon;
  }

  // while the same transaction holds everything up, the events that wait are not read again and again
  private boolean stillBlocked() throws SQLException {
    if (blockedUntilAfter < 0) return false;
    var oldest = Horizon.oldestRunning(connection);
    connection.commit();
    return oldest == blockedUntilAfter;
  }

  private long sealAll(Horizon horizon) throws SQLException {
    var all = horizon.sealable();
    var last = 0L;
    for (int from = 0; from < all.length; from += BATCH) {
      var to = Math.min(from + BATCH, all.length);
      last = rows.seal(Arrays.copyOfRange(all, from, to));
      if (to == all.length) rows.keepFloor(horizon.floor());
      connection.commit();
    }
    return last;
  }
}
