// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.checker;

import io.cmc.event.StepEvent;
import io.cmc.event.StepEvent.StepParked;
import io.cmc.id.NodeName;
import io.cmc.sim.journal.JournalEntry;
import java.util.Optional;
import java.util.stream.Stream;

/** I4: once a migration is over no participant is left closed, unless a parked step names it. */
final class NobodyIsLeftClosed implements Invariant {

  @Override public Stream<Violation> broken(Evidence all) {
    if (!LimitsComeBack.over(all)) return Stream.empty();
    return all.names().stream().flatMap(node -> last(all, node).stream().filter(call -> closed(call) && !parked(all, node))
        .map(call -> Violation.of("I4", node, "left closed, and nothing says so").by(call)));
  }

  private static Optional<JournalEntry> last(Evidence all, NodeName node) {
    return all.calls("UpdateResourceLimits", node).filter(JournalEntry::effective).reduce((earlier, later) -> later);
  }

  private static boolean closed(JournalEntry call) {
    return call.effects().stream().anyMatch(effect -> effect.startsWith("limits=0/"));
  }

  private static boolean parked(Evidence all, NodeName node) {
    return all.of(StepEvent.class).filter(e -> e.node().equals(node)).reduce((earlier, later) -> later).filter(StepParked.class::isInstance).isPresent();
  }
}
