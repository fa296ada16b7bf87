// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.text;

import io.cmc.api.v1.Incident;
import io.cmc.cli.text.Palette.Tone;
import io.cmc.cli.text.Table.Cell;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;

/** Incidents in a table, and below it what is expected, found and to be done, and what people wrote. */
public final class IncidentsText {

  private final Times times;
  private final Palette palette;

  public IncidentsText(Clock clock, Palette palette) {
    this.times = new Times(clock);
    this.palette = palette;
  }

  /** No final line end. */
  public String render(List<Incident> incidents) {
    if (incidents.isEmpty()) {
      return "no incidents";
    }
    var table = new Table("INCIDENT", "STATE", "NODE", "CODE", "OPENED", "TAKEN CARE OF BY");
    incidents.forEach(i -> table.row(Cell.of(i.getIncident()), state(i), Cell.of(i.getProblem().getNode()), Cell.of(i.getProblem().getCode()),
        Cell.of(times.full(i.getOpenedAt())), Cell.of(i.getAcknowledgedBy())));
    return table.render(palette) + incidents.stream().map(this::details).collect(Collectors.joining());
  }

  private static Cell state(Incident i) {
    return i.hasClosedAt() ? new Cell("closed", Tone.QUIET) : i.getAcknowledgedBy().isEmpty() ? new Cell("OPEN", Tone.BAD) : new Cell("open", Tone.CARE);
  }

  private String details(Incident i) {
    var text = new StringBuilder("\n\n").append(Plain.text(i.getIncident())).append("  ").append(ProblemText.inline(i.getProblem()));
    i.getCommentsList().forEach(c -> text.append("\n  ").append(times.full(c.getAt())).append("  ").append(Plain.text(c.getBy() + ": " + c.getText())));
    if (i.hasClosedAt()) {
      text.append("\n  ").append(times.full(i.getClosedAt())).append("  ").append(Plain.text(i.getClosedBy() + " closed it: " + i.getClosedBecause()));
    }
    return text.toString();
  }
}
