// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import io.cmc.command.PlanMigration;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;

/** Takes plans: the first one of a name begins a stream, every other is answered by the one that is kept. */
public class Planning {

  private final Repository<Migration> migrations;

  Planning(Repository<Migration> migrations) {
    this.migrations = migrations;
  }

  @CommandHandler void on(PlanMigration command) throws Exception {
    try {
      migrations.load(command.migration().value()).execute(m -> m.on(command));
    } catch (AggregateNotFoundException e) {
      migrations.newInstance(() -> Migration.planned(command));
    }
  }
}
