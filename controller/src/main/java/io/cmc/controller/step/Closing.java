// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.ParticipantNode;
import io.cmc.id.SynchronizerId;
import io.cmc.plan.MigrationPlan;
import io.cmc.proof.ResourceLimits;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.util.Optional;

/** Whether new commands are still kept out at one participant, as far as its node can tell. */
final class Closing {

  private Closing() {}

  /** Both numbers are 0: either alone would do for commands, both are what we set and what nobody else would set. */
  static boolean closed(ResourceLimits limits) {
    return limits.maxDirtyRequests().equals(Optional.of(0)) && limits.maxRate().equals(Optional.of(0));
  }

  /** What shows that commands are let in; empty when it is closed, or closed by means that the node does not know of. */
  static Optional<Problem> reopened(MigrationPlan plan, ParticipantNode node, SynchronizerId domain) {
    return switch (plan.closing()) {
      case PARTICIPANT_LIMITS -> openLimits(node.limits());
      case DOMAIN_RATE -> openRate(node.domainParameters(domain).maxRatePerParticipant());
      case OUTSIDE -> Optional.empty();
    };
  }

  private static Optional<Problem> openLimits(ResourceLimits limits) {
    if (closed(limits)) return Optional.empty();
    return Optional.of(Problem.of(ProblemCode.LIMITS_CHANGED, "limits 0 and 0", Words.limits(limits)));
  }

  private static Optional<Problem> openRate(Optional<Integer> rate) {
    if (rate.equals(Optional.of(0))) return Optional.empty();
    return Optional.of(Problem.of(ProblemCode.LIMITS_CHANGED, "the domain's rate 0 for each participant",
        rate.map(String::valueOf).orElse("a domain without such a rate")));
  }
}
