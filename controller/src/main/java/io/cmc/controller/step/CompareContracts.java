// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Nodes;
import io.cmc.journey.Assignment;
import io.cmc.report.Report;

/** The contracts after the move. Whether they are those before it is judged by whoever keeps both lists. */
final class CompareContracts implements Step<Assignment.CompareContracts> {

  private final Nodes nodes;

  CompareContracts(Nodes nodes) {
    this.nodes = nodes;
  }

  @Override public Class<Assignment.CompareContracts> assignment() {
    return Assignment.CompareContracts.class;
  }

  @Override public Sight look(Work<Assignment.CompareContracts> work) {
    return Contracts.list(work, nodes);
  }

  /** As long as nobody was let in, the contracts are those that were compared. */
  @Override public Sight lookAgain(Work<Assignment.CompareContracts> work) {
    var open = Closing.reopened(work.plan(), nodes.participant(work.participant()), work.plan().target().id());
    if (open.isPresent()) return new Sight.Blocked(open.get());
    return new Sight.Done(new Report.ParticipantLookedAt(work.request(), true, "still closed", work.now()));
  }
}
