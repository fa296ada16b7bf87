// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.timeline;

import io.cmc.event.Event;
import io.cmc.event.IncidentEvent;
import io.cmc.event.JourneyEvent;
import io.cmc.event.JourneyEvent.Arrival;
import io.cmc.event.JourneyEvent.BackupProved;
import io.cmc.event.JourneyEvent.BarrierSeen;
import io.cmc.event.JourneyEvent.CheckDropped;
import io.cmc.event.JourneyEvent.MoveLookedFor;
import io.cmc.event.JourneyEvent.ParticipantChecked;
import io.cmc.event.JourneyEvent.ParticipantSetAside;
import io.cmc.event.JourneyEvent.StageReached;
import io.cmc.event.JourneyEvent.WorkFoundInFlight;
import io.cmc.event.MigrationEvent;
import io.cmc.event.MigrationEvent.*;
import io.cmc.event.OrderEvent;
import io.cmc.event.StepEvent;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.id.NodeName;
import io.cmc.journey.Confirmation;
import io.cmc.projection.timeline.StepRun.Outcome;
import java.time.Instant;
import java.util.Optional;

/**
 * How long a migration and all in it took, as a fold over its events. Pure. What was done before the order to start, such as checks on
 * request, is not part of the run. Takes time by the events' own clocks.
 */
public final class RunFold {

  private Phases phases;
  private StepLog steps = new StepLog();
  private Optional<Instant> started = Optional.empty();
  private Optional<Instant> ended = Optional.empty();
  private Instant latest = Instant.MIN;
  private int incidents;
  private long events;

  /** @param event of one migration, in their order, from the first */
  public void take(Event event) {
    events++;
    if (event instanceof OrderEvent) return;
    if (event.at().isAfter(latest)) latest = event.at();
    if (event instanceof IncidentEvent.IncidentOpened) incidents++;
    if (event instanceof MigrationStarted e) start(e);
    if (phases != null && ended.isEmpty()) run(event);
  }

  /** As of its last event. */
  public RunTimes times() {
    return until(latest);
  }

  /** What has not ended is counted until then. Events that are older and are taken after this count as if they were of then. */
  public RunTimes until(Instant now) {
    if (phases == null) return new RunTimes(started, ended, Taken.NOTHING, java.util.List.of(), java.util.List.of(), incidents, events);
    var end = ended.orElse(now);
    return new RunTimes(started, ended, phases.whole(end), phases.at(end), steps.at(end), incidents, events);
  }

  private void start(MigrationStarted e) {
    started = Optional.of(e.at());
    phases = new Phases(e.at());
    steps = new StepLog();
  }

  private void run(Event event) {
    switch (event) {
      case OrderEvent e -> { }
      case StepEvent e -> step(e);
      case IncidentEvent e -> { }
      case MigrationEvent e -> migration(e);
      case JourneyEvent e -> journey(e);
    }
  }

  private void step(StepEvent event) {
    phases.people(event.node(), StepWatch.needsAPerson(event), event.at());
    if (event instanceof StepRequested e) steps.begin(e);
    else steps.take(event);
  }

  private void journey(JourneyEvent event) {
    switch (event) {
      case Arrival e -> end(e.node(), Outcome.DONE, e.at());
      case StageReached e -> end(e.node(), Outcome.DONE, e.at());
      case BarrierSeen e -> end(e.node(), Outcome.DONE, e.at());
      case WorkFoundInFlight e -> end(e.node(), Outcome.DONE, e.at());
      case BackupProved e -> end(e.node(), Outcome.DONE, e.at());
      case MoveLookedFor e -> end(e.node(), Outcome.DONE, e.at());
      case ParticipantSetAside e -> end(e.node(), Outcome.BROKEN_OFF, e.at());
      // one that blocks is parked; one that does not reaches its stage at once
      case ParticipantChecked e -> { }
      case CheckDropped e -> { }
      case StepEvent e -> { }
      case IncidentEvent e -> { }
    }
  }

  private void end(NodeName node, Outcome how, Instant at) {
    phases.people(node, false, at);
    steps.end(node, how, at);
  }

  private void migration(MigrationEvent event) {
    phases.take(event);
    switch (event) {
      case DomainsChecked e when !e.result().passes() -> { }
      case AtDomains e -> end(NodeName.DOMAINS, Outcome.DONE, e.at());
      case BarrierPassed e -> end(NodeName.DOMAINS, Outcome.DONE, e.at());
      // the source must still be seen to be gone
      case ExternallyConfirmed e when e.what() != Confirmation.SOURCE_STOPPED -> end(NodeName.DOMAINS, Outcome.DONE, e.at());
      case AbortBegan e -> end(NodeName.DOMAINS, Outcome.BROKEN_OFF, e.at());
      case RestoreBegan e -> end(NodeName.DOMAINS, Outcome.BROKEN_OFF, e.at());
      case DrainBeganAgain e -> end(NodeName.DOMAINS, Outcome.BROKEN_OFF, e.at());
      case MigrationAborted e -> ended = Optional.of(e.at());
      case MigrationCompleted e -> ended = Optional.of(e.at());
      case MigrationRestored e -> ended = Optional.of(e.at());
      // the others say nothing about the domains' steps
      default -> { }
    }
  }
}
