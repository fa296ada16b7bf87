// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import io.cmc.command.PlanMigration;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.Repository;

/** Takes plans: the first one of a name begins a stream, every other is answered by the one that is kept. */
public class Planning {

  private final Repository<Migration> migrations;
  private final EventStore events;

  Planning(Repository<Migration> migrations, EventStore events) {
    this.migrations = migrations;
    this.events = events;
  }

  @CommandHandler void on(PlanMigration command) throws Exception {
    if (events.lastSequenceNumberFor(command.migration().value()).isEmpty()) migrations.newInstance(() -> Migration.planned(command));
    else migrations.load(command.migration().value()).execute(m -> m.on(command));
  }
}
