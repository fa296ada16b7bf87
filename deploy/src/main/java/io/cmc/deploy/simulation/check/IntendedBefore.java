// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.check;

import io.cmc.deploy.simulation.time.Entry;
import io.cmc.deploy.simulation.time.Tape.Line;
import io.cmc.event.StepEvent.StepIntended;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.id.NodeName;
import io.cmc.journey.Assignment;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** I6: whatever changes a node, the event store knew it before. */
final class IntendedBefore implements Invariant {

  private final Before before;
  private final Set<NodeName> intended = new HashSet<>();
  private final Map<NodeName, StepRequested> asked = new HashMap<>();
  private final Set<NodeName> moveIntended = new HashSet<>();

  IntendedBefore(Before before) {
    this.before = before;
  }

  @Override public void see(Line line) {
    switch (line.entry()) {
      case Entry.Stored(StepRequested e) -> {
        intended.remove(e.node());
        asked.put(e.node(), e);
      }
      case Entry.Stored(StepIntended e) -> {
        intended.add(e.node());
        if (asked.get(e.node()).assignment() instanceof Assignment.MoveContracts) moveIntended.add(e.node());
      }
      case Entry.Called c when c.method().equals("probe") -> Broken.unless(moveIntended.contains(before.asker(c.node())),
          "I6: " + c.node() + " was probed, and no move of it was ever intended");
      case Entry.Called c -> Broken.unless(intended.contains(before.asker(c.node())), "I6: " + c.node() + " got " + c.method() + " without an intent");
      default -> { }
    }
  }
}
