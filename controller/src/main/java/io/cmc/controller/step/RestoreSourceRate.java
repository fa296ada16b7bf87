// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Nodes;
import io.cmc.journey.Assignment;

/** The way back: the source's own rate again, and then the target's, which was lowered with it and is as it was for the next attempt. */
final class RestoreSourceRate extends SetRates<Assignment.RestoreSourceRate> {

  RestoreSourceRate(Nodes nodes) {
    super(nodes, Assignment.RestoreSourceRate.class);
  }

  @Override Wanted wanted(Work<Assignment.RestoreSourceRate> work) {
    return Wanted.both(work.assignment().saved().source(), work.assignment().saved().target());
  }
}
