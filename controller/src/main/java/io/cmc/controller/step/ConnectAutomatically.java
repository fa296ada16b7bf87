// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Nodes;
import io.cmc.controller.port.ParticipantNode.Configured;
import io.cmc.journey.Assignment;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;
import java.util.Optional;

/** From the next start on the participant treats the target as it treated the source: connects by itself, or waits to be told. */
final class ConnectAutomatically implements Step<Assignment.ConnectAutomatically> {

  private final Nodes nodes;

  ConnectAutomatically(Nodes nodes) {
    this.nodes = nodes;
  }

  @Override public Class<Assignment.ConnectAutomatically> assignment() {
    return Assignment.ConnectAutomatically.class;
  }

  @Override public Sight look(Work<Assignment.ConnectAutomatically> work) {
    var target = work.plan().target().alias();
    var connections = Connections.of(nodes.participant(work.participant()));
    var manually = connections.configured(target).map(Configured::connectsManually);
    if (manually.isEmpty()) {
      return new Sight.Blocked(Problem.of(ProblemCode.BARRIER_BROKEN, target + " among the configured domains", connections.found()));
    }
    if (manually.equals(Optional.of(work.assignment().saved().sourceConnectsManually()))) {
      return new Sight.Done(new Report.AutomaticConnectSet(work.request(), work.now()));
    }
    return new Sight.NotYet(work.node() + " connects to " + target + (manually.get() ? " only when told to" : " by itself"));
  }

  @Override public void act(Work<Assignment.ConnectAutomatically> work) {
    var manually = work.assignment().saved().sourceConnectsManually();
    nodes.participant(work.participant()).setConnectsManually(work.plan().target().alias(), manually);
  }

  @Override public String intent(Work<Assignment.ConnectAutomatically> work) {
    var manually = work.assignment().saved().sourceConnectsManually();
    return "let " + work.node() + " connect to " + work.plan().target().alias() + (manually ? " only when told to" : " by itself at start-up");
  }
}
