// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Nodes;
import io.cmc.journey.Assignment;

/** The contracts before the move, while nothing can change them. */
final class ListContracts implements Step<Assignment.ListContracts> {

  private final Nodes nodes;

  ListContracts(Nodes nodes) {
    this.nodes = nodes;
  }

  @Override public Class<Assignment.ListContracts> assignment() {
    return Assignment.ListContracts.class;
  }

  @Override public Sight look(Work<Assignment.ListContracts> work) {
    return Contracts.list(work, nodes);
  }

  /** A list of drained contracts holds as long as the participant stays drained; listing them again could take long. */
  @Override public Sight lookAgain(Work<Assignment.ListContracts> work) {
    return Quiet.look(work, nodes);
  }
}
