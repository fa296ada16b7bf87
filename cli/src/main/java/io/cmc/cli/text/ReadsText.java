// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.text;

import io.cmc.api.v1.Read;
import io.cmc.cli.text.Table.Cell;
import java.time.Clock;
import java.util.List;

/** Who read what: a line for each actor, view, migration and stretch of time. */
public final class ReadsText {

  private final Times times;
  private final Palette palette;

  public ReadsText(Clock clock, Palette palette) {
    this.times = new Times(clock);
    this.palette = palette;
  }

  /** No final line end. */
  public String render(List<Read> reads) {
    var table = new Table("FIRST", "LAST", "WHO", "AUTHENTICATION", "VIEW", "MIGRATION", "ANSWERS");
    reads.forEach(r -> table.row(Cell.of(times.full(r.getFirstAt())), Cell.of(times.full(r.getLastAt())), Cell.of(who(r)),
        Cell.of(r.getAuthentication()), Cell.of(r.getView()), Cell.of(r.getMigration()), Cell.of(Long.toString(r.getAnswers()))));
    return table.render(palette);
  }

  private static String who(Read r) {
    return r.getActorName().equals(r.getActorSubject()) ? r.getActorSubject() : r.getActorName() + " (" + r.getActorSubject() + ")";
  }
}
