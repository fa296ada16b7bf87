// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.DomainNode;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.Nodes;
import io.cmc.plan.Endpoint;
import io.cmc.plan.MigrationPlan;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.util.Optional;

/** {@code maxRatePerParticipant} of the two domains of a plan; a domain that cannot be asked for it is trouble of its own kind. */
final class Rates {

  private final DomainNode source;
  private final DomainNode target;

  private Rates(DomainNode source, DomainNode target) {
    this.source = source;
    this.target = target;
  }

  static Rates of(Nodes nodes, MigrationPlan plan) {
    return new Rates(domain(nodes, "source", plan.source().admin()), domain(nodes, "target", plan.target().admin()));
  }

  int source() {
    return rate(source, "source");
  }

  int target() {
    return rate(target, "target");
  }

  /** Calls the domain only where its rate is another one. */
  void setSource(int rate) {
    if (source() != rate) source.setMaxRatePerParticipant(rate);
  }

  /** Calls the domain only where its rate is another one. */
  void setTarget(int rate) {
    if (target() != rate) target.setMaxRatePerParticipant(rate);
  }

  private static DomainNode domain(Nodes nodes, String role, Optional<Endpoint> admin) {
    return nodes.domain(admin.orElseThrow(() -> notSettable("the admin API of the " + role + " in the plan", "none")));
  }

  private static int rate(DomainNode domain, String role) {
    return domain.parameters().maxRatePerParticipant()
        .orElseThrow(() -> notSettable("a rate among the parameters of the " + role, "none, as before protocol version 4"));
  }

  private static NodeTrouble notSettable(String expected, String found) {
    return new NodeTrouble(NodeTrouble.Kind.PERMANENT, Problem.of(ProblemCode.RATE_NOT_SETTABLE, expected, found), null);
  }
}
