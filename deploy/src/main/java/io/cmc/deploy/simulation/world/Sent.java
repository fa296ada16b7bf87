// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.world;

import io.cmc.controller.port.Fence;
import io.cmc.deploy.simulation.time.Agenda;

/** A pass through the fence in virtual time: looked at once more when something is about to be sent, as the adapters do. */
record Sent(Agenda agenda, long since) {

  /** Asks the fence anew. @throws Fence.Closed when no changing call may be made any more */
  static Sent passed(Agenda agenda) {
    Fence.pass();
    return now(agenda);
  }

  /** Where the step itself has passed the fence just now. */
  static Sent now(Agenda agenda) {
    return new Sent(agenda, agenda.now());
  }

  void mustBeFresh() {
    if (agenda.now() - since >= Fence.PASS.toMillis()) throw new Fence.Closed();
  }
}
