// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.audit;

import io.cmc.event.Event;
import io.cmc.projection.Generations;
import io.cmc.projection.Told;
import io.cmc.projection.sight.TeamTable;
import io.cmc.store.read.SealedEventReader;
import java.util.TreeSet;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Keeps the audit trail up to date. A unit of work notes positions, and before its commit reads those events once more as they are
 * stored: what the trail shows is what is sealed. Told again, events change nothing.
 */
@ProcessingGroup(AuditModel.NAME)
public final class AuditProjection {

  private final AuditTable table;
  private final TeamTable teams;
  private final Generations generations;
  private final SealedEventReader sealed;

  public AuditProjection(JdbcTemplate jdbc, Generations generations, SealedEventReader sealed) {
    this.table = new AuditTable(jdbc);
    this.teams = new TeamTable(jdbc);
    this.generations = generations;
    this.sealed = sealed;
  }

  @EventHandler
  void on(Event event, TrackedEventMessage<?> message, UnitOfWork<?> work) {
    work.root().getOrComputeResource(AuditProjection.class.getName(), k -> begin(work.root())).add(Told.position(message));
  }

  private TreeSet<Long> begin(UnitOfWork<?> work) {
    var positions = new TreeSet<Long>();
    work.onPrepareCommit(w -> write(positions));
    return positions;
  }

  private void write(TreeSet<Long> positions) {
    var first = positions.first();
    var span = (int) (positions.last() - first + 1);
    var taken = sealed.read(first - 1, span).stream().filter(e -> positions.contains(e.position())).toList();
    var rows = taken.stream().map(AuditEntryRow::of).toList();
    var generation = generations.holdLive(AuditModel.NAME);
    taken.forEach(e -> teams.take(e.payload())); // first: whoever sees an entry sees whose it is
    table.put(generation, rows);
  }
}
