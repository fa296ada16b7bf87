// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.docs;

import java.util.List;
import java.util.stream.Collectors;

/** A page in the making. */
final class Markdown {

  static final String MADE = "<!-- made by DocumentsAreCurrentTest; do not edit, see CONTRIBUTING.md -->";

  private final StringBuilder text = new StringBuilder();

  Markdown(String title) {
    text.append("# ").append(title).append("\n\n").append(MADE).append('\n');
  }

  Markdown section(String heading) {
    return line("").line("## " + heading);
  }

  Markdown paragraph(String words) {
    return line("").line(words.strip());
  }

  Markdown code(String language, String lines) {
    return line("").line("```" + language).line(lines.stripTrailing()).line("```");
  }

  Markdown table(List<String> heads, List<List<String>> rows) {
    line("").line(row(heads)).line("|" + "---|".repeat(heads.size()));
    rows.forEach(cells -> line(row(cells)));
    return this;
  }

  private static String row(List<String> cells) {
    return cells.stream().map(Markdown::cell).collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String cell(String words) {
    return words.replaceAll("\\s+", " ").replace("|", "\\|").strip();
  }

  static String code(String words) {
    return "`" + words + "`";
  }

  /** Words that stand in no code span must not be taken for HTML. */
  static String plain(String words) {
    return words.replace("<", "&lt;");
  }

  private Markdown line(String line) {
    text.append(line).append('\n');
    return this;
  }

  @Override public String toString() {
    return text.toString();
  }
}
