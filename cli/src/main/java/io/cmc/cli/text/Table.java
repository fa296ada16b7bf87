// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.text;

import io.cmc.cli.text.Palette.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Columns under headings. Text comes out harmless, whoever wrote it. */
public final class Table {

  private static final String GAP = "  ";

  /** @param tone what the text is about */
  public record Cell(String text, Tone tone) {

    public Cell {
      text = Plain.text(text);
    }

    public static Cell of(String text) {
      return new Cell(text, Tone.USUAL);
    }

    int width() {
      return text.codePointCount(0, text.length());
    }
  }

  private final List<List<Cell>> rows = new ArrayList<>();
  private final int columns;

  public Table(String... headings) {
    this.columns = headings.length;
    rows.add(List.of(headings).stream().map(heading -> new Cell(heading, Tone.HEADING)).toList());
  }

  public Table row(Cell... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException("expected " + columns + " cells, found " + cells.length);
    }
    rows.add(List.of(cells));
    return this;
  }

  public boolean isEmpty() {
    return rows.size() == 1;
  }

  /** One line for each row, no final line end. */
  public String render(Palette palette) {
    var widths = IntStream.range(0, columns).map(c -> rows.stream().mapToInt(row -> row.get(c).width()).max().orElse(0)).toArray();
    return String.join("\n", rows.stream().map(row -> line(row, widths, palette)).toList());
  }

  private String line(List<Cell> row, int[] widths, Palette palette) {
    var line = new StringBuilder();
    for (int c = 0; c < columns; c++) {
      var cell = row.get(c);
      line.append(c == 0 ? "" : GAP).append(palette.paint(cell.tone(), cell.text()));
      line.append(" ".repeat(c == columns - 1 ? 0 : widths[c] - cell.width()));
    }
    return line.toString().stripTrailing();
  }
}
