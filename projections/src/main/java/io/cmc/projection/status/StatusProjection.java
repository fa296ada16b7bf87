// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import io.cmc.event.Event;
import io.cmc.id.MigrationId;
import io.cmc.projection.Generations;
import io.cmc.projection.LiveFold;
import io.cmc.projection.Told;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Keeps the status up to date. Events of one unit of work are folded one by one, so that one that does not fit is put aside alone,
 * and are written together before its commit. Told again, they change nothing.
 */
@ProcessingGroup(StatusModel.NAME)
public final class StatusProjection {

  private final StatusTables tables;
  private final Generations generations;
  private final Consumer<Set<MigrationId>> afterCommit;

  /** @param afterCommit is told which migrations have another status now; must not throw */
  public StatusProjection(JdbcTemplate jdbc, Generations generations, Consumer<Set<MigrationId>> afterCommit) {
    this.tables = new StatusTables(jdbc);
    this.generations = generations;
    this.afterCommit = afterCommit;
  }

  @EventHandler
  void on(Event event, TrackedEventMessage<?> message, UnitOfWork<?> work) {
    work.root().getOrComputeResource(StatusProjection.class.getName(), k -> begin(work.root())).take(Told.by(message));
  }

  private LiveFold<StatusBatch> begin(UnitOfWork<?> work) {
    var fold = new LiveFold<>(generations, StatusModel.NAME, g -> knowing(g, Told.with(work)), StatusBatch::take);
    work.onPrepareCommit(w -> {
      var changed = fold.held().flush();
      w.afterCommit(x -> afterCommit.accept(changed));
    });
    return fold;
  }

  private StatusBatch knowing(int generation, List<Event> expected) {
    var batch = new StatusBatch(tables, generation);
    batch.expect(expected);
    return batch;
  }
}
