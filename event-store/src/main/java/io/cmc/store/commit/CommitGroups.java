// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.commit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions that end at the same time are written and committed as one, on the connection of one of them. Whoever cannot be written beside the
 * others is told to end by itself, and so are all of them where the whole fails: then each finds out what is wrong with it, and the others are stored.
 */
final class CommitGroups {

  private static final Logger LOG = LoggerFactory.getLogger(CommitGroups.class);
  /** While one waits for the disk others are written. */
  static final int SIDE_BY_SIDE = 3;
  private static final int MOST = 32;
  /** For whom others are being written that long ends by itself. */
  static final Duration PATIENCE = Duration.ofMillis(250);
  /** Several hold more than one, so a group waits for no one for long: it, and not whoever waits for it, gives way where two wait for each other. */
  private static final String GIVE_WAY = "set local lock_timeout = '300ms'";
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
      taken = write(connection, all);
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

  /** Streams in one order always, so that the groups of two instances wait for each other. @return whose events were taken */
  private static Set<Leaving> write(Connection connection, List<Leaving> all) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(GIVE_WAY);
    }
    var taken = events(connection, all.stream().sorted(Comparator.comparing(Leaving::stream)).toList());
    for (int n = 0, most = taken.stream().mapToInt(l -> l.rest().size()).max().orElse(0); n < most; n++) writeEach(connection, taken, n);
    return new HashSet<>(taken);
  }

  private static List<Leaving> events(Connection connection, List<Leaving> all) throws SQLException {
    var counts = Write.all(connection, all.stream().flatMap(l -> l.events().stream()).toList());
    var from = 0;
    var taken = new ArrayList<Leaving>();
    for (var leaving : all) {
      var to = from + leaving.events().size();
      var stored = IntStream.range(from, to).filter(n -> counts[n] == 1).count();
      if (stored == to - from) taken.add(leaving);
      else if (stored > 0) throw new IllegalStateException("of " + leaving.stream() + " a part was taken and a part not");
      from = to;
    }
    return taken;
  }

  /**
   * What comes n-th for each of them, with one journey for those that are the same but for their values. Those in the order of their first value, which is
   * the lane where there is one: groups that begin lanes do so in one order.
   */
  private static void writeEach(Connection connection, List<Leaving> taken, int n) throws SQLException {
    var same = taken.stream().filter(l -> l.rest().size() > n).map(l -> l.rest().get(n))
        .collect(Collectors.groupingBy(Write::sql, LinkedHashMap::new, Collectors.toList()));
    for (var writes : same.values()) Write.all(connection, writes.stream().sorted(Comparator.comparing(w -> String.valueOf(w.values().getFirst()))).toList());
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
