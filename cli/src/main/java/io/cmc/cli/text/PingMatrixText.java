// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.text;

import io.cmc.api.v1.Ping;
import io.cmc.cli.text.Palette.Tone;
import io.cmc.cli.text.Table.Cell;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who reached whom, and how fast: senders down, receivers across; a list by sender where the matrix would be too wide. */
public final class PingMatrixText {

  private static final int WIDEST = 12;

  private PingMatrixText() {}

  public static String render(List<Ping> pings) {
    return render(pings, Palette.PLAIN);
  }

  /** The last ping of a pair counts. No final line end. */
  public static String render(List<Ping> pings, Palette palette) {
    var bySender = new TreeMap<String, Map<String, Ping>>();
    pings.forEach(ping -> bySender.computeIfAbsent(ping.getFrom(), _ -> new TreeMap<>()).put(ping.getTo(), ping));
    var names = pings.stream().flatMap(p -> Stream.of(p.getFrom(), p.getTo())).collect(Collectors.toCollection(TreeSet::new));
    return (names.size() <= WIDEST ? matrix(bySender, names) : lists(bySender)).render(palette);
  }

  private static Table matrix(Map<String, Map<String, Ping>> bySender, Collection<String> names) {
    var table = new Table(Stream.concat(Stream.of("FROM \\ TO"), names.stream().map(Plain::text)).toArray(String[]::new));
    names.forEach(from -> table.row(Stream.concat(Stream.of(Cell.of(from)),
        names.stream().map(to -> cell(bySender.getOrDefault(from, Map.of()).get(to)))).toArray(Cell[]::new)));
    return table;
  }

  private static Cell cell(Ping ping) {
    if (ping == null) {
      return new Cell("-", Tone.QUIET);
    }
    return ping.getAnswered() ? new Cell(Amounts.time(ping.getTook()), Tone.GOOD) : new Cell("NO ANSWER", Tone.BAD);
  }

  private static Table lists(Map<String, Map<String, Ping>> bySender) {
    var table = new Table("FROM", "TO");
    bySender.forEach((from, to) -> table.row(Cell.of(from),
        Cell.of(to.values().stream().map(p -> p.getTo() + " " + cell(p).text()).collect(Collectors.joining(", ")))));
    return table;
  }
}
