// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.seal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.LongStream;

/**
 * Which events can be sealed now. Transactions commit in another order than they draw numbers, so an event may be sealed only when
 * nothing can appear any more that belongs before it:
 * <ul>
 * <li>its transaction is older than every one that still runs in this database (writers in other databases of the server do not count:
 * they cannot add events here), so all events of transactions that old are visible, and none is skipped;
 * <li>no visible event with a smaller index has to wait. Whoever appends after having read an event draws a greater index than it has,
 * so what follows from an event never comes before it.
 * </ul>
 *
 * @param sealable indexes in the order in which they are to be sealed
 * @param waiting how many visible events must wait
 * @param oldestRunning oldest transaction that may still add events
 * @param floor transactions before it have nothing left to seal once {@code sealable} is sealed
 */
record Horizon(long[] sealable, int waiting, long oldestRunning, long floor) {

  private static final int FETCH = 10_000;

  // the function and not the view pg_stat_activity, which also looks for the names of databases and roles
  private static final String OLDEST_RUNNING = """
      snapshot as materialized (select pg_current_snapshot() as now),
      horizon as materialized (select coalesce(
        (select running from snapshot, pg_snapshot_xip(now) as running
          where not exists (select 1 from pg_stat_get_activity(null) a where a.backend_xid = running::xid
            and a.datid <> (select oid from pg_database where datname = current_database()))
          order by running limit 1),
        (select pg_snapshot_xmax(now) from snapshot)) as oldest)
      """;

  // asked of each event by itself: as a join, all seals are read for every look, unless the server's statistics of the tables are fresh
  private static final String UNSEALED = "with " + OLDEST_RUNNING + """
      select h.oldest::text as oldest, e.global_index, e.tx_id::text as tx, e.tx_id < h.oldest as finished
      from horizon h left join domain_event_entry e
        on e.tx_id >= ?::xid8 and (select s.position from event_seal s where s.global_index = e.global_index) is null
      order by e.global_index""";

  /** Cheap: reads no events. */
  static long oldestRunning(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement("with " + OLDEST_RUNNING + "select oldest::text from horizon"); var row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** One statement, and so one snapshot: the horizon and the events are seen at the same moment. */
  static Horizon look(Connection connection, long floor) throws SQLException {
    try (var statement = connection.prepareStatement(UNSEALED)) {
      statement.setFetchSize(FETCH);
      statement.setString(1, Long.toString(floor));
      var sight = new Sight();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          sight.oldest(rows.getLong("oldest"));
          var index = rows.getLong("global_index");
          if (!rows.wasNull()) sight.add(index, rows.getLong("tx"), rows.getBoolean("finished"));
        }
      }
      return sight.horizon();
    }
  }

  /** The events in the order of their indexes, as they come in. */
  private static final class Sight {
    private final LongStream.Builder sealable = LongStream.builder();
    private int waiting;
    private long oldestRunning;
    private long oldestWaiting = Long.MAX_VALUE;

    void oldest(long transaction) {
      oldestRunning = transaction;
    }

    void add(long index, long transaction, boolean finished) {
      if (finished && waiting == 0) {
        sealable.add(index);
      } else {
        waiting++;
        oldestWaiting = Math.min(oldestWaiting, transaction);
      }
    }

    Horizon horizon() {
      return new Horizon(sealable.build().toArray(), waiting, oldestRunning, Math.min(oldestRunning, oldestWaiting));
    }
  }
}
