// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import io.cmc.event.JourneyEvent.Arrival;
import io.cmc.event.JourneyEvent.FellBack;
import io.cmc.event.JourneyEvent.ParticipantEnrolled;
import io.cmc.event.JourneyEvent.StageReached;
import io.cmc.event.MigrationEvent.DifferencesAccepted;
import io.cmc.event.MigrationEvent.MigrationAborted;
import io.cmc.event.MigrationEvent.MigrationCompleted;
import io.cmc.event.MigrationEvent.MigrationRestored;
import io.cmc.event.MigrationEvent.RateEased;
import io.cmc.event.MigrationEvent.RatesLowered;
import io.cmc.event.MigrationEvent.RatesRestored;
import io.cmc.event.StepEvent.StepIntended;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.journey.Stage;
import io.cmc.journey.StepName;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;

/** Keeps where each participant is, and what the domains' rates are, in the transaction of its events, so that it never differs from the journey. */
@ProcessingGroup("work")
public class PositionDesk {

  private final PositionTable positions;
  private final PlanShelf plans;

  PositionDesk(PositionTable positions, PlanShelf plans) {
    this.positions = positions;
    this.plans = plans;
  }

  @EventHandler void on(ParticipantEnrolled e) {
    positions.enrolled(e.migration().value(), e.node().value(), e.at());
  }

  @EventHandler void on(Arrival e) {
    positions.arrived(e.migration().value(), e.node().value(), e.getClass(), !(e instanceof FellBack), e.at());
  }

  @EventHandler void on(StageReached e) {
    if (e.stage() == Stage.RETURN_EXCLUDED) positions.remove(e.migration().value(), e.node().value());
  }

  @EventHandler void on(StepRequested e) {
    positions.requested(e.migration().value(), e.node().value(), changesTheLook(e.assignment().step()));
  }

  @EventHandler void on(StepIntended e) {
    positions.begun(e.migration().value(), e.node().value());
  }

  @EventHandler void on(RatesLowered e) {
    positions.rates(e.migration().value(), 0, 0, e.at());
  }

  /** The source is left at 0. */
  @EventHandler void on(RateEased e) {
    positions.rates(e.migration().value(), 0, e.target(), e.at());
  }

  /** Either way they are open again, and their own managers' business. */
  @EventHandler void on(RatesRestored e) {
    positions.remove(e.migration().value(), NodeName.DOMAINS.value());
  }

  @EventHandler void on(DifferencesAccepted e) {
    positions.accepted(e.migration().value(), e.nodes());
  }

  @EventHandler void on(MigrationCompleted e) {
    end(e.migration());
  }

  @EventHandler void on(MigrationAborted e) {
    end(e.migration());
  }

  @EventHandler void on(MigrationRestored e) {
    end(e.migration());
  }

  private void end(MigrationId migration) {
    positions.close(migration.value(), plans.plan(migration).aside().stream().map(p -> p.name().value()).toList());
  }

  /** Backups change databases, pings make contracts, hooks do what is theirs; none of them touches limits or connections, and backups take hours. */
  private static boolean changesTheLook(StepName step) {
    return switch (step) {
      case BACK_UP, BACK_UP_SOURCE, PROVE_BACKUP, PING, ASK_HOOKS -> false;
      default -> step.mutating();
    };
  }
}
