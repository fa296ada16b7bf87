// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Nodes;
import io.cmc.journey.Assignment;
import io.cmc.proof.SavedRates;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;

/** Reads the rates of both domains. Whoever keeps the report keeps the first one only. */
final class SaveRates implements Step<Assignment.SaveRates> {

  private final Nodes nodes;

  SaveRates(Nodes nodes) {
    this.nodes = nodes;
  }

  @Override public Class<Assignment.SaveRates> assignment() {
    return Assignment.SaveRates.class;
  }

  @Override public Sight look(Work<Assignment.SaveRates> work) {
    var rates = Rates.of(nodes, work.plan());
    if (rates.source() == 0) return new Sight.Blocked(closedBefore());
    return new Sight.Done(new Report.RatesRead(work.request(), new SavedRates(rates.source(), rates.target()), work.now()));
  }

  /** What would be saved is what somebody closed it with; this very migration, if its records are older than the domains. */
  private static Problem closedBefore() {
    return new Problem(ProblemCode.LIMITS_ALREADY_ZERO, "a source whose rate is above 0", "0 for each participant",
        "Find out who closed it; set the rates of both domains to what they were before, then retry. If the service's own database was restored"
            + " to an earlier state: docs/own-restore.md.");
  }
}
