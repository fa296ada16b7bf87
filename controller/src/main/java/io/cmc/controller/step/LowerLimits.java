// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Nodes;
import io.cmc.journey.Assignment;
import io.cmc.proof.ResourceLimits;
import io.cmc.report.Report;
import java.util.Optional;

/** No command of the participant itself is accepted any more; those accepted before go on, and it confirms for others. */
final class LowerLimits implements Step<Assignment.LowerLimits> {

  private final Nodes nodes;
  private final Remembered<ResourceLimits> seen = new Remembered<>();

  LowerLimits(Nodes nodes) {
    this.nodes = nodes;
  }

  @Override public Class<Assignment.LowerLimits> assignment() {
    return Assignment.LowerLimits.class;
  }

  @Override public Sight look(Work<Assignment.LowerLimits> work) {
    var limits = nodes.participant(work.participant()).limits();
    seen.put(work, limits);
    if (!Closing.closed(limits)) return new Sight.NotYet(work.node() + " has " + Words.limits(limits));
    return new Sight.Done(new Report.ParticipantQuiesced(work.request(), work.now()));
  }

  /** The burst factor is that of the look just before. */
  @Override public void act(Work<Assignment.LowerLimits> work) {
    var node = nodes.participant(work.participant());
    node.setLimits(new ResourceLimits(Optional.of(0), Optional.of(0), seen.of(work).orElseGet(node::limits).maxBurstFactor()));
  }

  @Override public String intent(Work<Assignment.LowerLimits> work) {
    return "set the limits of " + work.node() + " to 0 and 0, burst as it is";
  }
}
