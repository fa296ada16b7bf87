// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One line of a recording with what belongs to it.
 *
 * @param kind CALL, SUBMIT, SQL or OTHER
 * @param answer {@code OK ...} or {@code ERR CODE | description}
 * @param details the error details under it
 */
record Exchange(String section, int number, Kind kind, String node, String method, String arguments, String answer, List<String> details) {

  enum Kind { CALL, SUBMIT, SQL, OTHER }

  private static final Pattern CALL = Pattern.compile(" *\\d+ ms (\\w+) (\\w+/\\w+)\\((.*?)\\) -> (.*)");
  private static final Pattern SUBMIT = Pattern.compile(" *\\d+ ms submit (\\w+) (?:-> )?(.*)");

  /** All exchanges of one recording; the number counts within the section. */
  static List<Exchange> read(List<String> lines) {
    var all = new ArrayList<Exchange>();
    var section = "";
    var number = 0;
    for (var i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (line.startsWith("## ")) {
        section = line.substring(3);
        number = 0;
      } else if (!line.isBlank() && !line.startsWith("      ")) {
        all.add(read(section, ++number, line, i + 1 < lines.size() ? lines.get(i + 1) : "", detailsAfter(lines, i)));
      }
    }
    return all;
  }

  private static Exchange read(String section, int number, String line, String next, List<String> details) {
    var call = CALL.matcher(line);
    if (call.matches()) return new Exchange(section, number, Kind.CALL, call.group(1), call.group(2), call.group(3), call.group(4), details);
    var submit = SUBMIT.matcher(line);
    if (submit.matches()) return new Exchange(section, number, Kind.SUBMIT, submit.group(1), "submit", "", submit.group(2), details);
    if (line.contains("psql")) return new Exchange(section, number, Kind.SQL, line.contains("-d participanta") ? "a" : "b", "sql", "", next.trim(), List.of());
    return new Exchange(section, number, Kind.OTHER, "", line.trim(), "", "", List.of());
  }

  private static List<String> detailsAfter(List<String> lines, int i) {
    return lines.subList(i + 1, lines.size()).stream().takeWhile(l -> l.matches(" {6}\\w+Info .*")).map(String::trim).toList();
  }

  boolean isError() {
    return answer.startsWith("ERR ");
  }

  boolean isTimeout() {
    return answer.startsWith("ERR DEADLINE_EXCEEDED");
  }

  String code() {
    return isError() ? answer.substring(4, answer.indexOf(" |")) : "OK";
  }

  String description() {
    return answer.substring(answer.indexOf("| ") + 2);
  }

  String payload() {
    return answer.startsWith("OK ") ? answer.substring(3) : "";
  }

  @Override
  public String toString() {
    var shown = node + " " + method + "(" + arguments + ")";
    return section + " " + number + ": " + (shown.length() > 120 ? shown.substring(0, 120) + "..." : shown);
  }
}
