// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.check;

import io.cmc.deploy.simulation.time.Entry;
import io.cmc.deploy.simulation.time.Tape.Line;
import io.cmc.event.Event;
import io.cmc.event.JourneyEvent.BarrierSeen;
import io.cmc.event.JourneyEvent.LimitsSaved;
import io.cmc.event.MigrationEvent.MigrationAborted;
import io.cmc.event.MigrationEvent.MigrationRestored;
import io.cmc.event.MigrationEvent.StageBegan;
import io.cmc.id.NodeName;
import io.cmc.journey.Stage;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** On the way back nobody is let in while one is off the source that was so already when it was last looked at. */
final class BackBeforeOpen implements Invariant {

  private static final Set<Stage> BARRIERS = EnumSet.of(Stage.REJOIN, Stage.COMPARE_RESTORED);
  private static final Set<Stage> OPENING = EnumSet.of(Stage.REOPEN_SOURCE, Stage.REOPEN_SOURCE_RATE, Stage.CONFIRM_SOURCE_OPEN);

  private final Before before;
  private final Set<NodeName> saved = new HashSet<>();
  private final Map<String, Integer> offSince = new HashMap<>();
  private final Map<String, Integer> looked = new HashMap<>();
  private final Map<String, Integer> seen = new HashMap<>();
  private int place;

  BackBeforeOpen(Before before) {
    this.before = before;
  }

  @Override public void see(Line line) {
    place++;
    switch (line.entry()) {
      case Entry.Took t -> took(t);
      case Entry.Looked l when l.method().equals("connected") -> looked.put(l.node(), place);
      case Entry.Stored(Event e) -> stored(e);
      default -> { }
    }
  }

  private void took(Entry.Took t) {
    switch (t.change()) {
      case CONNECTED -> offSince.computeIfPresent(t.node(), (n, since) -> isSource(t) ? null : since);
      case DISCONNECTED -> offSince.compute(t.node(), (n, since) -> isSource(t) ? Integer.valueOf(place) : since);
      case DOWN -> offSince.putIfAbsent(t.node(), place);
      default -> { }
    }
  }

  private boolean isSource(Entry.Took t) {
    return t.detail().equals(before.source().id);
  }

  private void stored(Event event) {
    switch (event) {
      case LimitsSaved e -> saved.add(e.node());
      case BarrierSeen e when BARRIERS.contains(e.stage()) -> seen.put(e.node().value(), looked.getOrDefault(e.node().value(), 0));
      case StageBegan e when OPENING.contains(e.stage()) -> allAreBack("is opened");
      case MigrationAborted e -> allAreBack("is left as it was");
      case MigrationRestored e -> allAreBack("is left as it was");
      default -> { }
    }
  }

  private void allAreBack(String what) {
    for (var node : before.present()) {
      var off = offSince.get(node.value());
      Broken.unless(off == null || !saved.contains(node) || off > seen.getOrDefault(node.value(), 0),
          "the source " + what + " while " + node + " is off it, and was so when it was last looked at");
    }
  }
}
