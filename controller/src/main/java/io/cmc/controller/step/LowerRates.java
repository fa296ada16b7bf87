// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Nodes;
import io.cmc.journey.Assignment;

/** No participant's command is sequenced any more, by the source or by the target. */
final class LowerRates extends SetRates<Assignment.LowerRates> {

  LowerRates(Nodes nodes) {
    super(nodes, Assignment.LowerRates.class);
  }

  @Override Wanted wanted(Work<Assignment.LowerRates> work) {
    return Wanted.both(0, 0);
  }
}
