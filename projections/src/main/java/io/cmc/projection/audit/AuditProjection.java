// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.audit;

import io.cmc.event.Event;
import io.cmc.projection.Generations;
import io.cmc.projection.Told;
import io.cmc.projection.sight.TeamTable;
import io.cmc.store.read.SealedEvent;
import io.cmc.store.read.SealedEventReader;
import io.cmc.store.read.SealedMessage;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Keeps the audit trail up to date. What the trail shows is what is sealed: events that come another way than as they were sealed are read once
 * more. Told again, events change nothing.
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
    work.root().getOrComputeResource(AuditProjection.class.getName(), k -> begin(work.root())).put(Told.position(message), SealedMessage.sealed(message));
  }

  private SortedMap<Long, Optional<SealedEvent>> begin(UnitOfWork<?> work) {
    var events = new TreeMap<Long, Optional<SealedEvent>>();
    work.onPrepareCommit(w -> write(sealed(events)));
    return events;
  }

  /** What comes from those that were put aside is not as it was sealed, and is read once more. */
  private List<SealedEvent> sealed(SortedMap<Long, Optional<SealedEvent>> events) {
    if (events.values().stream().allMatch(Optional::isPresent)) return events.values().stream().flatMap(Optional::stream).toList();
    var first = events.firstKey();
    var span = (int) (events.lastKey() - first + 1);
    return sealed.read(first - 1, span).stream().filter(e -> events.containsKey(e.position())).toList();
  }

  private void write(List<SealedEvent> events) {
    var rows = events.stream().map(AuditEntryRow::of).toList();
    var generation = generations.holdLive(AuditModel.NAME);
    events.forEach(e -> teams.take(e.payload())); // first: whoever sees an entry sees whose it is
    table.put(generation, rows);
  }
}
