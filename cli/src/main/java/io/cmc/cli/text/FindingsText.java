// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.text;

import io.cmc.api.v1.Finding;
import io.cmc.api.v1.Severity;
import io.cmc.cli.text.Palette.Tone;
import io.cmc.cli.text.Table.Cell;
import java.util.Comparator;
import java.util.List;

/** What a preflight found: what blocks first. */
public final class FindingsText {

  private static final Comparator<Finding> WORST_FIRST = Comparator.comparing(Finding::getSeverity).reversed()
      .thenComparing(f -> f.getProblem().getNode()).thenComparing(Finding::getCheck);

  private FindingsText() {}

  public static boolean blocks(List<Finding> findings) {
    return findings.stream().anyMatch(f -> f.getSeverity() == Severity.BLOCK);
  }

  /** A table, and a last line that counts; no final line end. */
  public static String render(List<Finding> findings, Palette palette) {
    var table = new Table("SEVERITY", "NODE", "CHECK", "CODE", "EXPECTED", "FOUND", "REMEDY");
    findings.stream().sorted(WORST_FIRST).forEach(f -> table.row(
        new Cell(f.getSeverity().name(), tone(f.getSeverity())), Cell.of(f.getProblem().getNode()), Cell.of(f.getCheck()),
        Cell.of(f.getProblem().getCode()), Cell.of(f.getProblem().getExpected()), Cell.of(f.getProblem().getFound()),
        Cell.of(f.getSeverity() == Severity.INFO ? "" : f.getProblem().getRemedy())));
    return table.isEmpty() ? "no findings" : table.render(palette) + "\n" + count(findings);
  }

  private static Tone tone(Severity severity) {
    return switch (severity) {
      case BLOCK -> Tone.BAD;
      case WARN -> Tone.CARE;
      case INFO -> Tone.QUIET;
      case SEVERITY_UNSPECIFIED, UNRECOGNIZED -> Tone.USUAL;
    };
  }

  private static String count(List<Finding> findings) {
    return "%d block, %d warn, %d inform".formatted(of(findings, Severity.BLOCK), of(findings, Severity.WARN), of(findings, Severity.INFO));
  }

  private static long of(List<Finding> findings, Severity severity) {
    return findings.stream().filter(f -> f.getSeverity() == severity).count();
  }
}
