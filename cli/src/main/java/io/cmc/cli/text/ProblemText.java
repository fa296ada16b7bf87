// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.text;

import io.cmc.api.v1.Problem;
import java.util.ArrayList;
import java.util.List;

/** A problem in the layout that is the same everywhere: code, expected, found, remedy. */
public final class ProblemText {

  private ProblemText() {}

  /** Several lines, no final line end; what is empty is left out. */
  public static String render(Problem problem) {
    var lines = new ArrayList<>(List.of(Plain.text(problem.getCode())));
    add(lines, "node", problem.getNode());
    add(lines, "expected", problem.getExpected());
    add(lines, "found", problem.getFound());
    add(lines, "remedy", problem.getRemedy());
    return String.join("\n", lines);
  }

  /** The same in one line. */
  public static String inline(Problem problem) {
    var parts = new ArrayList<>(List.of(Plain.text(problem.getCode())));
    if (!problem.getExpected().isEmpty() || !problem.getFound().isEmpty()) {
      parts.add("expected " + Plain.text(problem.getExpected()) + ", found " + Plain.text(problem.getFound()));
    }
    if (!problem.getRemedy().isEmpty()) {
      parts.add("remedy: " + Plain.text(problem.getRemedy()));
    }
    return String.join("  ", parts);
  }

  private static void add(List<String> lines, String name, String text) {
    if (!text.isEmpty()) {
      lines.add("  %-9s %s".formatted(name, Plain.text(text)));
    }
  }
}
