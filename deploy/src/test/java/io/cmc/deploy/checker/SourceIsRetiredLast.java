// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.checker;

import io.cmc.event.MigrationEvent.SourceRetired;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.id.NodeName;
import io.cmc.journey.Assignment;
import io.cmc.store.read.SealedEvent;
import java.util.stream.Stream;

/** I5: nobody is asked to retire the source, and it is not retired, while any participant is connected to it or not moved. */
final class SourceIsRetiredLast implements Invariant {

  @Override public Stream<Violation> broken(Evidence all) {
    return all.events().stream().filter(SourceIsRetiredLast::retires).flatMap(e -> all.names().stream().flatMap(node -> early(all, e, node)));
  }

  private static boolean retires(SealedEvent e) {
    return e.payload() instanceof SourceRetired || e.payload() instanceof StepRequested r && r.assignment() instanceof Assignment.RetireSource;
  }

  private static Stream<Violation> early(Evidence all, SealedEvent e, NodeName node) {
    var moved = all.calls("MigrateDomain", node).anyMatch(call -> Evidence.moved(call) && call.at().isBefore(e.at()));
    if (!moved) return Stream.of(Violation.of("I5", node, "not moved when the source was to be retired").in(e));
    if (all.connectedToSource(node, e.at())) return Stream.of(Violation.of("I5", node, "connected to the source when it was to be retired").in(e));
    return Stream.empty();
  }
}
