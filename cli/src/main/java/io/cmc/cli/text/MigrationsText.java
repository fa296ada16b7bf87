// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.text;

import io.cmc.api.v1.MigrationSummary;
import io.cmc.cli.text.Table.Cell;
import java.time.Clock;
import java.util.List;

/** Migrations in a table. */
public final class MigrationsText {

  private final Times times;
  private final Palette palette;

  public MigrationsText(Clock clock, Palette palette) {
    this.times = new Times(clock);
    this.palette = palette;
  }

  /** No final line end. */
  public String render(List<MigrationSummary> migrations) {
    var table = new Table("MIGRATION", "STATE", "PHASE", "SOURCE", "TARGET", "NODES", "PLANNED", "ENDED", "WAITS FOR");
    migrations.forEach(m -> table.row(Cell.of(m.getMigration()), new Cell(m.getState().name(), Words.tone(m.getState())),
        Cell.of(Words.ended(m.getState()) ? "" : m.getPhase().name()), Cell.of(m.getSource()), Cell.of(m.getTarget()),
        Cell.of(Integer.toString(m.getParticipants())), Cell.of(m.hasPlannedAt() ? times.full(m.getPlannedAt()) : ""),
        Cell.of(m.hasEndedAt() ? times.full(m.getEndedAt()) : ""), Cell.of(m.getWaitsFor())));
    return table.isEmpty() ? "no migrations" : table.render(palette);
  }
}
