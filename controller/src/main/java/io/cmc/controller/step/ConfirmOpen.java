// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.journey.Assignment;
import java.time.Duration;

/** Ends only by an order: who closed the ingress opens it. */
final class ConfirmOpen implements Step<Assignment.ConfirmOpen> {

  @Override public Class<Assignment.ConfirmOpen> assignment() {
    return Assignment.ConfirmOpen.class;
  }

  @Override public Sight look(Work<Assignment.ConfirmOpen> work) {
    var why = "somebody to open the ingress of all " + work.plan().participants().size()
        + " participants and to confirm INGRESS_OPEN";
    return new Sight.Wait(why, Duration.ofHours(1), work.notes());
  }
}
