// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Nodes;
import io.cmc.journey.Assignment;
import io.cmc.proof.SavedRates;
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
    return new Sight.Done(new Report.RatesRead(work.request(), new SavedRates(rates.source(), rates.target()), work.now()));
  }
}
