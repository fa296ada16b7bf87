// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Nodes;
import io.cmc.journey.Assignment;
import io.cmc.plan.Verification;
import io.cmc.proof.ResourceLimits;
import io.cmc.report.Report;
import java.util.Optional;

/** Small limits, just enough for pings: never more than the participant had before. */
final class EaseLimits implements Step<Assignment.EaseLimits> {

  private final Nodes nodes;

  EaseLimits(Nodes nodes) {
    this.nodes = nodes;
  }

  @Override public Class<Assignment.EaseLimits> assignment() {
    return Assignment.EaseLimits.class;
  }

  @Override public Sight look(Work<Assignment.EaseLimits> work) {
    var wanted = small(work.plan().verification(), work.assignment().saved().limits());
    var limits = nodes.participant(work.participant()).limits();
    if (!limits.equals(wanted)) return new Sight.NotYet(work.node() + " has " + Words.limits(limits));
    return new Sight.Done(new Report.ParticipantEased(work.request(), limits, work.now()));
  }

  @Override public void act(Work<Assignment.EaseLimits> work) {
    var wanted = small(work.plan().verification(), work.assignment().saved().limits());
    nodes.participant(work.participant()).setLimits(wanted);
  }

  @Override public String intent(Work<Assignment.EaseLimits> work) {
    var wanted = small(work.plan().verification(), work.assignment().saved().limits());
    return "set " + work.node() + " to " + Words.limits(wanted) + " while the pings run";
  }

  static ResourceLimits small(Verification verification, ResourceLimits saved) {
    return new ResourceLimits(lower(verification.smallMaxDirtyRequests(), saved.maxDirtyRequests()),
        lower(verification.smallMaxRate(), saved.maxRate()), saved.maxBurstFactor());
  }

  private static Optional<Integer> lower(int small, Optional<Integer> saved) {
    return Optional.of(Math.min(small, saved.orElse(Integer.MAX_VALUE)));
  }
}
