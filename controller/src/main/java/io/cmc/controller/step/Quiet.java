// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Nodes;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.journey.Assignment;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;
import java.util.Optional;

/** Whether nothing is in flight on the source, where that can be counted. */
final class Quiet {

  private Quiet() {}

  /** What is in flight on the source of a participant that has left it: it ends only after going back there. */
  static Optional<Problem> leftBehind(Work<?> work, ParticipantNode node) {
    return node.inFlight(work.plan().source().id()).filter(counts -> !counts.zero()).map(busy -> new Problem(ProblemCode.IN_FLIGHT_WORK,
        "nothing in flight on the source", Words.inFlight(busy),
        "In-flight work does not end while disconnected: go back to the source, drain again, then move."));
  }

  /** The look at the barrier behind the drain: still closed, and nothing in flight. */
  static <A extends Assignment> Sight look(Work<A> work, Nodes nodes) {
    var node = nodes.participant(work.participant());
    var source = work.plan().source().id();
    var open = Closing.reopened(work.plan(), node, source);
    if (open.isPresent()) return new Sight.Blocked(open.get());
    var busy = node.inFlight(source).filter(counts -> !counts.zero());
    if (busy.isPresent()) return new Sight.NotYet(work.node() + " has " + busy.map(Words::inFlight).get());
    return new Sight.Done(new Report.ParticipantLookedAt(work.request(), true, "closed, nothing in flight", work.now()));
  }
}
