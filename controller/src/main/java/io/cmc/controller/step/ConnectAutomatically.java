// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Nodes;
import io.cmc.controller.port.ParticipantNode.Configured;
import io.cmc.journey.Assignment;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;
import java.util.List;
import java.util.Optional;

/**
 * From the next start on the participant treats the target as it treated the source: connects by itself, or waits to be told. And it is
 * connected now: one that was restarted since it joined was still told to wait, and nobody else would connect it.
 */
final class ConnectAutomatically implements Step<Assignment.ConnectAutomatically> {

  private final Nodes nodes;
  private final Together together;
  private final Connecting connecting = new Connecting();

  ConnectAutomatically(Nodes nodes, Together together) {
    this.nodes = nodes;
    this.together = together;
  }

  @Override public Class<Assignment.ConnectAutomatically> assignment() {
    return Assignment.ConnectAutomatically.class;
  }

  @Override public Sight look(Work<Assignment.ConnectAutomatically> work) {
    var target = work.plan().target().alias();
    var node = nodes.participant(work.participant());
    var connections = Connections.of(node, together);
    var manually = connections.configured(target).map(Configured::connectsManually);
    if (manually.isEmpty()) {
      return new Sight.Blocked(Problem.of(ProblemCode.BARRIER_BROKEN, target + " among the configured domains", connections.found()));
    }
    if (!manually.equals(Optional.of(work.assignment().saved().sourceConnectsManually()))) {
      return new Sight.NotYet(work.node() + " connects to " + target + (manually.get() ? " only when told to" : " by itself"));
    }
    if (!connections.connectedTo(target)) return connecting.missing(work, node, List.of(target));
    return new Sight.Done(new Report.AutomaticConnectSet(work.request(), work.now()));
  }

  @Override public void act(Work<Assignment.ConnectAutomatically> work) {
    var manually = work.assignment().saved().sourceConnectsManually();
    var target = work.plan().target().alias();
    var node = nodes.participant(work.participant());
    node.setConnectsManually(target, manually);
    if (!Connections.of(node, together).connectedTo(target)) connecting.connect(work, node, target);
  }

  @Override public String intent(Work<Assignment.ConnectAutomatically> work) {
    var manually = work.assignment().saved().sourceConnectsManually();
    return "let " + work.node() + " connect to " + work.plan().target().alias() + (manually ? " only when told to" : " by itself at start-up");
  }
}
