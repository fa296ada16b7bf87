// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy;

import com.zaxxer.hikari.HikariConfig;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How long the two ends of a connection to the service's database wait for one another, since a network may lose one without a word.
 * Each limit is shorter than the next, and that is what they promise together: who waits for a lock gives up before the server ends
 * the session of whoever holds it and is not heard of; the server gives up before the client does, so that nothing that a client gave
 * up takes effect later; and all of it comes in time for a takeover.
 *
 * @param answer how long the client waits for a sign of the server
 */
record DatabaseLimits(Duration answer) {

  /** An order learns within it that there is no database; it is also how long a pool pauses at most before it tries again. */
  static final Duration ENTRANCE = Duration.ofSeconds(5);
  static final Duration LOCK = Duration.ofSeconds(8);
  static final Duration IDLE_IN_TRANSACTION = Duration.ofSeconds(10);
  /** Packets that nobody acknowledges. */
  private static final Duration UNHEARD = Duration.ofSeconds(15);
  private static final Duration VALIDATION = Duration.ofSeconds(2);
  private static final Duration LOOKED_AFTER = Duration.ofSeconds(30);
  /** A schema script may build an index over all events, and one session waits in a transaction for another to do it. */
  private static final Duration SCRIPT = Duration.ofHours(1);

  /** What the server may take for one statement: it gives up first, and says so. */
  Duration statement() {
    return answer.multipliedBy(4).dividedBy(5);
  }

  void limit(HikariConfig pool) {
    pool.setConnectionTimeout(ENTRANCE.toMillis());
    pool.setValidationTimeout(VALIDATION.toMillis());
    pool.setKeepaliveTime(LOOKED_AFTER.toMillis());
    pool.addDataSourceProperty("connectTimeout", seconds(ENTRANCE));
    pool.addDataSourceProperty("loginTimeout", seconds(ENTRANCE));
    pool.addDataSourceProperty("socketTimeout", seconds(answer));
    pool.addDataSourceProperty("tcpKeepAlive", "true");
    // the last two limit no time: nothing asked every day is so long that the server should begin processes for it or compile it, as it does by its estimates of a large store
    pool.setConnectionInitSql(session(IDLE_IN_TRANSACTION,
        Stream.of("lock_timeout = " + millis(LOCK), "statement_timeout = " + millis(statement()), "max_parallel_workers_per_gather = 0", "jit = off")));
  }

  /** For the schema scripts, whose sessions are {@link #ownerSession}s. */
  static void limit(PGSimpleDataSource owner) {
    owner.setConnectTimeout((int) ENTRANCE.toSeconds());
    owner.setLoginTimeout((int) ENTRANCE.toSeconds());
    owner.setSocketTimeout((int) SCRIPT.toSeconds());
    owner.setTcpKeepAlive(true);
  }

  static String ownerSession() {
    return session(SCRIPT, Stream.of());
  }

  /** A client that is gone keeps no lock, and no transaction that the sealer has to wait for. */
  private static String session(Duration idleInTransaction, Stream<String> more) {
    return Stream.of(Stream.of("idle_in_transaction_session_timeout = " + millis(idleInTransaction), "tcp_user_timeout = " + millis(UNHEARD),
            "tcp_keepalives_idle = 10", "tcp_keepalives_interval = 5", "tcp_keepalives_count = 3"), more)
        .flatMap(Function.identity()).map(setting -> "set " + setting).collect(Collectors.joining("; "));
  }

  private static String millis(Duration limit) {
    return "'" + limit.toMillis() + "ms'";
  }

  private static String seconds(Duration limit) {
    return Long.toString(limit.toSeconds());
  }
}
