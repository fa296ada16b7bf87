// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Nodes;
import io.cmc.journey.Assignment;
import io.cmc.report.Report;

/** The look at the barrier behind the drain: still closed, and nothing in flight where that can be counted. */
final class Quiet {

  private Quiet() {}

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
