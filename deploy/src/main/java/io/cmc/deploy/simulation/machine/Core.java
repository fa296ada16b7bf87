// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.machine;

import io.cmc.command.JourneyCommand;
import io.cmc.command.MigrationCommand;
import io.cmc.controller.activity.Decision;
import io.cmc.controller.migration.MigrationDecider;
import io.cmc.controller.migration.MigrationState;
import io.cmc.controller.participant.Journey;
import io.cmc.controller.participant.JourneyDecider;
import io.cmc.controller.process.Memory;
import io.cmc.controller.process.MigrationReactions;
import io.cmc.controller.process.Reaction;
import io.cmc.event.JourneyEvent;
import io.cmc.event.MigrationEvent;
import java.util.List;

/** The pure functions that decide what becomes of commands and events. */
public interface Core {

  Core REAL = new Core() {};

  default Decision<MigrationEvent> decide(MigrationState state, MigrationCommand command) {
    return MigrationDecider.decide(state, command);
  }

  default Decision<JourneyEvent> decide(Journey journey, JourneyCommand command) {
    return JourneyDecider.decide(journey, command);
  }

  default List<Reaction> react(Memory memory, MigrationEvent.OnCourse event) {
    return MigrationReactions.react(memory, event);
  }
}
