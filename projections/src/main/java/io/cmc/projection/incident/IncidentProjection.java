// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.incident;

import io.cmc.event.IncidentEvent;
import io.cmc.projection.Generations;
import io.cmc.projection.LiveFold;
import io.cmc.projection.Told;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.jdbc.core.JdbcTemplate;

/** Keeps the incidents up to date. Events of one unit of work are written together before its commit. Told again, they change nothing. */
@ProcessingGroup(IncidentModel.NAME)
public final class IncidentProjection {

  private final IncidentTable table;
  private final Generations generations;

  public IncidentProjection(JdbcTemplate jdbc, Generations generations) {
    this.table = new IncidentTable(jdbc);
    this.generations = generations;
  }

  @EventHandler
  void on(IncidentEvent event, TrackedEventMessage<?> message, UnitOfWork<?> work) {
    work.root().getOrComputeResource(IncidentProjection.class.getName(), k -> begin(work.root())).take(Told.by(message));
  }

  private LiveFold<IncidentBatch> begin(UnitOfWork<?> work) {
    var fold = new LiveFold<>(generations, IncidentModel.NAME, g -> new IncidentBatch(table, g), IncidentBatch::take);
    work.onPrepareCommit(w -> fold.held().flush());
    return fold;
  }
}
