// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.journey.Assignment;
import java.time.Duration;

/** Ends only by an order: no node can tell that nobody sends commands any more. */
final class ConfirmClosed implements Step<Assignment.ConfirmClosed> {

  @Override public Class<Assignment.ConfirmClosed> assignment() {
    return Assignment.ConfirmClosed.class;
  }

  @Override public Sight look(Work<Assignment.ConfirmClosed> work) {
    var why = "somebody to close the ingress of all " + work.plan().participants().size()
        + " participants and to confirm INGRESS_CLOSED";
    return new Sight.Wait(why, Duration.ofHours(1), work.notes());
  }
}
