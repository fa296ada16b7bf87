// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.contract;

import io.cmc.controller.migration.MigrationState;
import io.cmc.controller.participant.Journey;
import io.cmc.deploy.simulation.world.World;
import io.cmc.id.NodeName;
import io.cmc.plan.MigrationPlan;
import java.time.Instant;

/** What a history is played on: one of the two runners, with a world of its own. */
interface Theatre {

  MigrationPlan plan();

  World world();

  MigrationState state();

  Journey journey(NodeName node);

  /** Whether nothing goes on by itself any more, but that participants are watched. */
  boolean settled();

  /** Waits until all that participants and migration have to tell one another by now is told. */
  void hear();

  /** Something happens at a node after a while. */
  void later(long millis, Runnable what);

  Instant now();

  /** @return whether it was taken; what was answered becomes part of the account */
  boolean order(Object command);
}
