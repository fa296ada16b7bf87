// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.commit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What several transactions leave is written in one, with one journey to the server for what is the same but for its values. */
final class WrittenTogether {

  /** Several hold more than one, so a group waits for no one for long: it, and not whoever waits for it, gives way where two wait for each other. */
  private static final String GIVE_WAY = "300ms";

  private WrittenTogether() {}

  /**
   * Streams that are written by the same statement in one order always, so that the groups of two instances wait for each other; where they meet crosswise
   * both give way. @return whose events were taken
   */
  static Set<Leaving> on(Connection connection, List<Leaving> all) throws SQLException {
    var taken = new ArrayList<Leaving>();
    for (var same : all.stream().collect(Collectors.groupingBy(Leaving::insert, TreeMap::new, Collectors.toList())).values()) {
      taken.addAll(events(connection, same.stream().sorted(Comparator.comparing(Leaving::stream)).toList()));
    }
    for (int n = 0, most = taken.stream().mapToInt(l -> l.rest().size()).max().orElse(0); n < most; n++) writeEach(connection, taken, n);
    return new HashSet<>(taken);
  }

  private static List<Leaving> events(Connection connection, List<Leaving> all) throws SQLException {
    var counts = Write.all(connection, all.stream().flatMap(l -> l.events().stream()).map(event -> event.waiting(GIVE_WAY)).toList());
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
}
