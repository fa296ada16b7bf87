// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.text;

import io.cmc.api.v1.LegalHold;
import io.cmc.cli.text.Table.Cell;
import java.time.Clock;
import java.util.List;

/** What is held: a line each. */
public final class LegalHoldsText {

  private final Times times;
  private final Palette palette;

  public LegalHoldsText(Clock clock, Palette palette) {
    this.times = new Times(clock);
    this.palette = palette;
  }

  /** No final line end. */
  public String render(List<LegalHold> holds) {
    var table = new Table("HELD", "SINCE", "REASON");
    holds.forEach(h -> table.row(Cell.of(h.getHeld()), Cell.of(times.full(h.getSince())), Cell.of(h.getReason())));
    return table.render(palette);
  }
}
