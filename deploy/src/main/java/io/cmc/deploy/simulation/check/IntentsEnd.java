// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.check;

import io.cmc.deploy.simulation.time.Entry;
import io.cmc.deploy.simulation.time.Tape.Line;
import io.cmc.event.Event;
import io.cmc.event.JourneyEvent;
import io.cmc.event.MigrationEvent;
import io.cmc.event.StepEvent.StepDelayed;
import io.cmc.event.StepEvent.StepIntended;
import io.cmc.event.StepEvent.StepParked;
import io.cmc.event.StepEvent.StepUnresolved;
import io.cmc.event.StepEvent.StepWaiting;
import io.cmc.id.NodeName;
import java.util.HashMap;
import java.util.Map;

/** Whatever a call was intended for, the store says at last what came of it. */
final class IntentsEnd implements Invariant {

  private final Map<NodeName, String> open = new HashMap<>();

  @Override public void see(Line line) {
    if (line.entry() instanceof Entry.Stored(Event event)) stored(event);
  }

  private void stored(Event event) {
    switch (event) {
      case StepIntended e -> open.put(e.node(), e.call());
      case StepDelayed e -> open.remove(e.node());
      case StepUnresolved e -> open.remove(e.node());
      case StepWaiting e -> open.remove(e.node());
      case StepParked e -> open.remove(e.node());
      case JourneyEvent.Arrival e -> open.remove(e.node());
      case JourneyEvent.Sign e -> open.remove(e.node());
      case MigrationEvent.AtDomains e -> open.remove(NodeName.DOMAINS);
      case MigrationEvent.ExternallyConfirmed e -> open.remove(NodeName.DOMAINS);
      default -> { }
    }
  }

  @Override public void end(Ending ending) {
    Broken.unless(ending == Ending.STANDING || open.isEmpty(), "nobody knows what came of " + open);
  }
}
