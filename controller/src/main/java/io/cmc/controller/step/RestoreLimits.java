// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Nodes;
import io.cmc.journey.Assignment;
import io.cmc.report.Report;

/** Exactly the saved limits, "no limit" and burst factor included; used on the way forward and on the way back. */
final class RestoreLimits implements Step<Assignment.RestoreLimits> {

  private final Nodes nodes;

  RestoreLimits(Nodes nodes) {
    this.nodes = nodes;
  }

  @Override public Class<Assignment.RestoreLimits> assignment() {
    return Assignment.RestoreLimits.class;
  }

  @Override public Sight look(Work<Assignment.RestoreLimits> work) {
    var limits = nodes.participant(work.participant()).limits();
    if (!limits.equals(work.assignment().saved().limits())) return new Sight.NotYet(work.node() + " has " + Words.limits(limits));
    return new Sight.Done(new Report.ParticipantReopened(work.request(), limits, work.now()));
  }

  @Override public void act(Work<Assignment.RestoreLimits> work) {
    nodes.participant(work.participant()).setLimits(work.assignment().saved().limits());
  }

  @Override public String intent(Work<Assignment.RestoreLimits> work) {
    return "set " + work.node() + " back to the saved " + Words.limits(work.assignment().saved().limits());
  }
}
