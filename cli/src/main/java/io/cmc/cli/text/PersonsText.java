// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.text;

import io.cmc.api.v1.Person;
import io.cmc.cli.text.Table.Cell;
import java.time.Clock;
import java.util.List;

/** Whom ids stand for: a line for each person. */
public final class PersonsText {

  private final Times times;
  private final Palette palette;

  public PersonsText(Clock clock, Palette palette) {
    this.times = new Times(clock);
    this.palette = palette;
  }

  /** No final line end. */
  public String render(List<Person> persons) {
    var table = new Table("ID", "KNOWN BY", "SUBJECT", "NAME", "FIRST SEEN", "LAST SEEN", "ERASED");
    persons.forEach(p -> table.row(Cell.of(p.getId()), Cell.of(p.getRealm()), Cell.of(p.getSubject()), Cell.of(p.getName()),
        Cell.of(times.full(p.getFirstSeenAt())), Cell.of(times.full(p.getLastSeenAt())), Cell.of(p.hasErasedAt() ? times.full(p.getErasedAt()) : "")));
    return table.render(palette);
  }
}
