// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.commit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions that end at the same time are written and committed as one, on the connection of one of them. Whoever cannot be written beside the
 * others is told to end by itself, and so are all of them where the whole fails: then each finds out what is wrong with it, and the others are stored.
 */
final class CommitGroups {

  private static final Logger LOG = LoggerFactory.getLogger(CommitGroups.class);
  /** While one waits for the disk others are written. */
  static final int SIDE_BY_SIDE = 2;
  private static final int MOST = 32;
  /** A server that let a group wait that long is asked by none of it again just now. */
  private static final Duration SILENCE = Duration.ofSeconds(2);

  private final Gathering<Leaving, Outcome> ending;
  private final LongSupplier nanos;

  private sealed interface Outcome {

    record Stored() implements Outcome {}

    /** Nothing of it was written. */
    record ByItself() implements Outcome {}

    /** Where it failed at the commit nobody knows whether it was committed. */
    record Failed(Exception failure) implements Outcome {}
  }

  /** @param patience who waits longer for others to be written ends by itself; @param nanos a clock that only goes on */
  CommitGroups(Duration patience, LongSupplier nanos) {
    this.nanos = nanos;
    this.ending = new Gathering<>(SIDE_BY_SIDE, MOST, patience);
  }

  /**
   * @param connection in whose transaction nothing was done yet
   * @return whether it is committed; if not, nothing of it was written, and nothing was done on the connection
   * @throws SQLException if it cannot be stored, or nobody knows whether it was
   */
  boolean commit(Connection connection, Leaving mine) throws SQLException {
    return switch (ending.ask(mine, all -> commit(connection, all))) {
      case Outcome.Stored stored -> true;
      case Outcome.ByItself alone -> false;
      case Outcome.Failed(SQLException failure) -> throw failure;
      case Outcome.Failed(RuntimeException failure) -> throw failure;
      case Outcome.Failed(Exception other) -> throw new IllegalStateException(other);
    };
  }

  int waiting() {
    return ending.waiting();
  }

  private List<Outcome> commit(Connection connection, List<Leaving> all) {
    if (all.size() == 1) return List.of(alone(connection, all.getFirst()));
    var began = nanos.getAsLong();
    Set<Leaving> taken;
    try {
      taken = WrittenTogether.on(connection, all);
    } catch (SQLException | RuntimeException e) {
      return undone(connection, all, e, nanos.getAsLong() - began < SILENCE.toNanos());
    }
    var end = committed(connection);
    return each(all, leaving -> taken.contains(leaving) ? end : new Outcome.ByItself());
  }

  private static List<Outcome> each(List<Leaving> all, Function<Leaving, Outcome> outcome) {
    return all.stream().map(outcome).toList();
  }

  private static Outcome alone(Connection connection, Leaving one) {
    try {
      one.write(connection);
    } catch (SQLException | RuntimeException e) {
      return new Outcome.Failed(e);
    }
    return committed(connection);
  }

  private static Outcome committed(Connection connection) {
    try {
      connection.commit();
      return new Outcome.Stored();
    } catch (SQLException | RuntimeException e) {
      return new Outcome.Failed(e);
    }
  }

  /** Whose connection it was can do nothing more where that is lost. @param soon whether the others may try at once */
  private static List<Outcome> undone(Connection connection, List<Leaving> all, Exception failure, boolean soon) {
    LOG.debug("{} that were written together end one by one: {}", all.size(), failure.toString());
    var usable = rolledBack(connection);
    return each(all, leaving -> soon && (usable || leaving != all.getFirst()) ? new Outcome.ByItself() : new Outcome.Failed(failure));
  }

  private static boolean rolledBack(Connection connection) {
    try {
      connection.rollback();
      return true;
    } catch (SQLException e) {
      LOG.debug("the connection is gone with what was written on it: {}", e.toString());
      return false;
    }
  }
}
