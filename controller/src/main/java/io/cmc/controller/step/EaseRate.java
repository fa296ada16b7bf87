// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Nodes;
import io.cmc.journey.Assignment;

/** A small rate on the target, just enough for pings: never more than it had before. */
final class EaseRate extends SetRates<Assignment.EaseRate> {

  EaseRate(Nodes nodes) {
    super(nodes, Assignment.EaseRate.class);
  }

  @Override Wanted wanted(Work<Assignment.EaseRate> work) {
    return Wanted.target(Math.min(work.plan().verification().smallMaxRate(), work.assignment().saved().target()));
  }
}
