// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.audit;

import io.cmc.event.Event;
import io.cmc.event.MigrationEvent.MigrationPlanned;
import io.cmc.projection.ReadModel;
import io.cmc.projection.sight.TeamTable;
import io.cmc.store.read.SealedEvent;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The audit trail as it is built from the first event. */
public final class AuditModel implements ReadModel {

  public static final String NAME = "audit";

  private final AuditTable table;
  private final TeamTable teams;

  public AuditModel(JdbcTemplate jdbc) {
    this.table = new AuditTable(jdbc);
    this.teams = new TeamTable(jdbc);
  }

  @Override public String name() {
    return NAME;
  }

  @Override public Copy copy(int generation) {
    var rows = new ArrayList<AuditEntryRow>();
    var planned = new ArrayList<Event>();
    return new Copy() {
      @Override public void take(SealedEvent event) {
        if (event.payload() instanceof MigrationPlanned plan) planned.add(plan);
        rows.add(AuditEntryRow.of(event));
      }

      @Override public void flush() {
        planned.forEach(teams::take);
        planned.clear();
        table.put(generation, rows);
        rows.clear();
      }
    };
  }

  @Override public void forget(int generation) {
    table.forget(generation);
  }

  @Override public void forgetAllBut(List<Integer> kept) {
    table.forgetAllBut(kept);
  }
}
