// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.check;

import io.cmc.deploy.simulation.time.Entry;
import io.cmc.deploy.simulation.time.Tape.Line;
import io.cmc.event.Event;
import io.cmc.event.JourneyEvent.LimitsRestored;
import io.cmc.event.JourneyEvent.LimitsSaved;
import io.cmc.event.MigrationEvent.RatesSaved;
import io.cmc.id.NodeName;
import java.util.HashSet;
import java.util.Set;

/** I3: limits and rates are saved once, as they were, and are at the end what they were. */
final class SavedOnce implements Invariant {

  private final Before before;
  private final Set<NodeName> saved = new HashSet<>();

  SavedOnce(Before before) {
    this.before = before;
  }

  @Override public void see(Line line) {
    if (line.entry() instanceof Entry.Stored(Event event)) stored(event);
  }

  private void stored(Event event) {
    switch (event) {
      case LimitsSaved e -> {
        Broken.unless(saved.add(e.node()), "I3: the limits of " + e.node() + " are saved twice");
        Broken.unless(e.settings().limits().equals(before.limits().get(e.node())), "I3: saved of " + e.node() + ": " + e.settings().limits());
      }
      case LimitsRestored e -> Broken.unless(e.limits().equals(before.limits().get(e.node())), "I3: restored on " + e.node() + ": " + e.limits());
      case RatesSaved e -> {
        Broken.unless(saved.add(e.migration().value().isEmpty() ? null : NodeName.DOMAINS), "I3: the rates are saved twice");
        Broken.unless(before.sourceRate().filter(r -> r == e.rates().source()).isPresent() && before.targetRate().filter(r -> r == e.rates().target())
            .isPresent(), "I3: saved rates: " + e.rates());
      }
      default -> { }
    }
  }

  @Override public void end(Ending ending) {
    if (ending == Ending.STANDING) return;
    for (var node : before.world().participants()) {
      var limits = before.limits().get(new NodeName(node.name));
      Broken.unless(node.limits().equals(limits), "I3: " + node.name + " ends with " + node.limits() + " and had " + limits);
    }
    Broken.unless(before.target().rate().equals(before.targetRate()), "I3: the target ends with rate " + before.target().rate());
    Broken.unless(ending == Ending.COMPLETED || before.source().rate().equals(before.sourceRate()), "I3: the source ends with rate "
        + before.source().rate());
  }
}
