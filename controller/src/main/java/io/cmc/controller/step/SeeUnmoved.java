// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Nodes;
import io.cmc.journey.Assignment;
import io.cmc.report.Report;

/**
 * Whether a participant may have begun to move, read only. In doubt it did: once a move was about to be asked for, nothing tells from
 * outside whether the call still waits in the node, since its first checks, and its place in the node's queue, show nothing and know no
 * limit (docs/canton.md). Only who was never about to be asked, and lists the source alone, has certainly not begun.
 */
final class SeeUnmoved implements Step<Assignment.SeeUnmoved> {

  private final Nodes nodes;
  private final Together together;

  SeeUnmoved(Nodes nodes, Together together) {
    this.nodes = nodes;
    this.together = together;
  }

  @Override public Class<Assignment.SeeUnmoved> assignment() {
    return Assignment.SeeUnmoved.class;
  }

  @Override public Sight look(Work<Assignment.SeeUnmoved> work) {
    if (work.assignment().intended()) return seen(work, true, "a move was about to be asked for, and nothing tells that it cannot begin any more");
    var connections = Connections.of(nodes.participant(work.participant()), together);
    var unmoved = Whereabouts.of(work.plan(), connections) == Whereabouts.SOURCE;
    return seen(work, !unmoved, connections.found());
  }

  private static Sight seen(Work<Assignment.SeeUnmoved> work, boolean moved, String found) {
    return new Sight.Done(new Report.ParticipantSeen(work.request(), moved, found, work.now()));
  }
}
