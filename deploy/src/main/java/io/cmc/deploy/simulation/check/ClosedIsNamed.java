// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.check;

import io.cmc.deploy.simulation.time.Entry;
import io.cmc.deploy.simulation.time.Tape.Line;
import io.cmc.event.IncidentEvent.IncidentClosed;
import io.cmc.event.IncidentEvent.IncidentOpened;
import io.cmc.id.IncidentId;
import io.cmc.id.NodeName;
import java.util.HashMap;
import java.util.Map;

/** I4: where everything stands still, nobody is left closed without an open incident that says so. */
final class ClosedIsNamed implements Invariant {

  private final Before before;
  private final Map<IncidentId, NodeName> open = new HashMap<>();

  ClosedIsNamed(Before before) {
    this.before = before;
  }

  @Override public void see(Line line) {
    switch (line.entry()) {
      case Entry.Stored(IncidentOpened e) -> open.put(e.incident(), e.node());
      case Entry.Stored(IncidentClosed e) -> open.remove(e.incident());
      default -> { }
    }
  }

  @Override public void end(Ending ending) {
    if (ending != Ending.STANDING) return;
    for (var node : before.world().participants()) {
      var asBefore = node.limits().equals(before.limits().get(new NodeName(node.name)));
      Broken.unless(asBefore || !open.isEmpty(), "I4: " + node.name + " is left closed, and no incident is open");
    }
  }
}
