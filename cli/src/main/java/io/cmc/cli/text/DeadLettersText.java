// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.text;

import io.cmc.api.v1.DeadLetter;
import io.cmc.cli.text.Palette.Tone;
import io.cmc.cli.text.Table.Cell;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;

/** Dead letters in a table, and below it why each could not be taken. */
public final class DeadLettersText {

  private final Times times;
  private final Palette palette;

  public DeadLettersText(Clock clock, Palette palette) {
    this.times = new Times(clock);
    this.palette = palette;
  }

  /** No final line end. */
  public String render(List<DeadLetter> letters) {
    if (letters.isEmpty()) return "no dead letters";
    var table = new Table("GROUP", "EVENT", "MIGRATION", "KIND", "SINCE", "BEHIND IT", "ORDERED");
    letters.forEach(l -> table.row(Cell.of(l.getGroup()), Cell.of(l.getEvent()), Cell.of(l.getMigration()), Cell.of(l.getKind()),
        Cell.of(times.full(l.getSince())), new Cell("" + l.getBehind(), l.getBehind() > 0 ? Tone.BAD : Tone.USUAL), Cell.of(l.getOrdered())));
    return table.render(palette) + letters.stream().map(this::cause).collect(Collectors.joining());
  }

  private String cause(DeadLetter l) {
    return "\n\n" + Plain.text(l.getGroup() + " " + l.getEvent()) + "  tried last " + times.full(l.getLastTried()) + "\n  " + Plain.text(l.getCause());
  }
}
