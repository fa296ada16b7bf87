// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Nodes;
import io.cmc.journey.Assignment;

/** The target's own rate again. The source stays as it is: nobody is there any more. */
final class RestoreTargetRate extends SetRates<Assignment.RestoreTargetRate> {

  RestoreTargetRate(Nodes nodes) {
    super(nodes, Assignment.RestoreTargetRate.class);
  }

  @Override Wanted wanted(Work<Assignment.RestoreTargetRate> work) {
    return Wanted.target(work.assignment().saved().target());
  }
}
