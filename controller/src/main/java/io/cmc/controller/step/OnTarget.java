// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.ParticipantNode.Connected;
import io.cmc.id.NodeName;
import io.cmc.plan.MigrationPlan;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.util.Optional;

/** What is true of a participant from its move on: it has the target among its domains, and nothing to do with the source. */
final class OnTarget {

  private OnTarget() {}

  /** What only a person can put right; empty when it can be or is on the target. */
  static Optional<Problem> problem(MigrationPlan plan, NodeName node, Connections connections) {
    var source = plan.source().alias();
    var target = plan.target();
    if (connections.connectedTo(source) || connections.configured(source).isPresent()) {
      return Optional.of(broken(node + " without the source " + source, connections));
    }
    if (connections.configured(target.alias()).isEmpty()) {
      return Optional.of(broken(target.alias() + " among the configured domains of " + node, connections));
    }
    return connections.connected(target.alias()).map(Connected::id).filter(id -> !id.equals(target.id()))
        .map(id -> Problem.of(ProblemCode.TARGET_ID_DIFFERS, target.alias() + " to be " + target.id(), id.value()));
  }

  static boolean healthy(MigrationPlan plan, Connections connections) {
    return connections.healthy(plan.target().alias(), plan.target().id());
  }

  private static Problem broken(String expected, Connections connections) {
    return Problem.of(ProblemCode.BARRIER_BROKEN, expected, connections.found());
  }
}
