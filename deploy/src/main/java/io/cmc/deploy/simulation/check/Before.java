// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.check;

import io.cmc.deploy.simulation.world.ModelDomain;
import io.cmc.deploy.simulation.world.World;
import io.cmc.id.NodeName;
import io.cmc.plan.MigrationPlan;
import io.cmc.proof.ResourceLimits;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The network as it was before anything began. @param present who takes part, at the line of the tape that is read */
public record Before(MigrationPlan plan, World world, Map<NodeName, ResourceLimits> limits, Map<NodeName, Boolean> manually, Optional<Integer> sourceRate,
    Optional<Integer> targetRate, Set<NodeName> present) {

  public static Before of(MigrationPlan plan, World world) {
    var limits = new HashMap<NodeName, ResourceLimits>();
    var manually = new HashMap<NodeName, Boolean>();
    for (var node : world.participants()) {
      limits.put(new NodeName(node.name), node.limits());
      manually.put(new NodeName(node.name), node.connectsManually(plan.source().alias().value()));
    }
    return new Before(plan, world, limits, manually, world.domain(plan.source().id().value()).rate(), world.domain(plan.target().id().value()).rate(),
        new TreeSet<>(plan.names()));
  }

  ModelDomain source() {
    return world.domain(plan.source().id().value());
  }

  ModelDomain target() {
    return world.domain(plan.target().id().value());
  }

  /** Whose step it is that calls there: a participant's, or that of the domains. */
  NodeName asker(String node) {
    return plan.names().stream().filter(n -> n.value().equals(node)).findFirst().orElse(NodeName.DOMAINS);
  }
}
