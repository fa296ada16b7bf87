// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Nodes;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.journey.Assignment;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;

/**
 * The participant leaves the source and does not go back there by itself. Disconnecting is asked for once even if no connection is
 * listed: a broken one that is still being retried is not listed, and only the node's answer to disconnecting ends it.
 */
final class LeaveSource implements Step<Assignment.LeaveSource> {

  private final Nodes nodes;
  private final Together together;

  LeaveSource(Nodes nodes, Together together) {
    this.nodes = nodes;
    this.together = together;
  }

  @Override public Class<Assignment.LeaveSource> assignment() {
    return Assignment.LeaveSource.class;
  }

  @Override public Sight look(Work<Assignment.LeaveSource> work) {
    var sight = seen(work, nodes.participant(work.participant()));
    var sure = work.acted() || !(sight instanceof Sight.Done);
    return sure ? sight : new Sight.NotYet(work.node() + " lists no connection to the source, which may hide one that is being retried");
  }

  @Override public Sight lookAgain(Work<Assignment.LeaveSource> work) {
    var node = nodes.participant(work.participant());
    var sight = seen(work, node);
    if (!(sight instanceof Sight.Done)) return sight;
    return Quiet.leftBehind(work, node).<Sight>map(Sight.Blocked::new).orElse(sight);
  }

  private Sight seen(Work<Assignment.LeaveSource> work, ParticipantNode node) {
    var source = work.plan().source().alias();
    var connections = Connections.of(node, together);
    var configured = connections.configured(source);
    if (configured.isEmpty()) {
      return new Sight.Blocked(Problem.of(ProblemCode.BARRIER_BROKEN, source + " among the configured domains", connections.found()));
    }
    if (connections.connectedTo(source)) return new Sight.NotYet(work.node() + " is connected to " + source);
    if (!configured.get().connectsManually()) return new Sight.NotYet(work.node() + " would connect to " + source + " by itself");
    return new Sight.Done(new Report.ParticipantDisconnected(work.request(), work.now()));
  }

  /** First that it does not come back, then that it goes: a restart in between must not reconnect it. */
  @Override public void act(Work<Assignment.LeaveSource> work) {
    var source = work.plan().source().alias();
    var node = nodes.participant(work.participant());
    node.setConnectsManually(source, true);
    node.disconnect(source);
  }

  @Override public String intent(Work<Assignment.LeaveSource> work) {
    return "disconnect " + work.node() + " from " + work.plan().source().alias() + " and let it connect there only when asked to";
  }
}
