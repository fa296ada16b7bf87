// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import static io.cmc.controller.work.Texts.write;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cmc.event.Event;
import io.cmc.event.JourneyEvent.BarrierSeen;
import io.cmc.event.JourneyEvent.ParticipantSetAside;
import io.cmc.event.JourneyEvent.StageReached;
import io.cmc.event.JourneyEvent.WorkFoundInFlight;
import io.cmc.event.JourneyEvent;
import io.cmc.event.MigrationEvent.AbortBegan;
import io.cmc.event.MigrationEvent.ExternallyConfirmed;
import io.cmc.event.MigrationEvent.RestoreBegan;
import io.cmc.event.MigrationEvent;
import io.cmc.event.StepEvent.*;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.journey.Confirmation;
import java.time.Duration;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;

/** Keeps the durable work on steps as the events have it, in their transaction: a step that was requested has a row, and no other. */
@ProcessingGroup("work")
public class StepDesk {

  private final WorkTable work;
  private final PlanShelf plans;
  private final ObjectMapper json;
  private final Wake wake;

  StepDesk(WorkTable work, PlanShelf plans, ObjectMapper json, Wake wake) {
    this.work = work;
    this.plans = plans;
    this.json = json;
    this.wake = wake;
  }

  @EventHandler void on(StepRequested e) {
    work.step(e.migration().value(), e.node().value(), Lanes.step(e.migration(), e.node(), e.assignment(), plans::plan), write(json, e));
    wake.ring();
  }

  @EventHandler void on(StepIntended e) {
    work.acted(e.migration().value(), e.node().value());
  }

  @EventHandler void on(StepDelayed e) {
    work.again(e.migration().value(), e.node().value(), Duration.between(e.at(), e.retryAt()), e.attempt());
    beside(e.migration(), e.node());
    wake.call();
  }

  @EventHandler void on(StepUnresolved e) {
    work.again(e.migration().value(), e.node().value(), Duration.between(e.at(), e.probeAt()), 0);
    beside(e.migration(), e.node());
    wake.call();
  }

  private void beside(MigrationId migration, NodeName node) {
    if (!node.isDomains()) work.change(migration.value(), node.value(), Lanes.main(migration), Lanes.beside(migration));
  }

  @EventHandler void on(StepParked e) {
    done(e, e.node());
    work.parked(e.migration().value(), e.node().value());
  }

  @EventHandler void on(JourneyEvent.Arrival e) {
    done(e, e.node());
  }

  @EventHandler void on(StageReached e) {
    done(e, e.node());
  }

  @EventHandler void on(BarrierSeen e) {
    done(e, e.node());
  }

  @EventHandler void on(MigrationEvent.AtDomains e) {
    done(e, NodeName.DOMAINS);
  }

  @EventHandler void on(WorkFoundInFlight e) {
    done(e, e.node());
  }

  @EventHandler void on(ParticipantSetAside e) {
    done(e, e.node());
  }

  @EventHandler void on(RestoreBegan e) {
    done(e, NodeName.DOMAINS);
  }

  @EventHandler void on(AbortBegan e) {
    done(e, NodeName.DOMAINS);
  }

  /** Who says that the source is stopped makes it be looked at at once; every other confirmation ends the step that waited for it. */
  @EventHandler void on(ExternallyConfirmed e) {
    if (e.what() == Confirmation.SOURCE_STOPPED) work.again(e.migration().value(), NodeName.DOMAINS.value(), Duration.ZERO, 0);
    else done(e, NodeName.DOMAINS);
    wake.call();
  }

  /** It leaves its place. */
  private void done(Event e, NodeName node) {
    work.stepDone(e.migration().value(), node.value());
    wake.call();
  }
}
