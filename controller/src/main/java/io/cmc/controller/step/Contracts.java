// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Nodes;
import io.cmc.journey.Assignment;
import io.cmc.proof.ContractDigest;
import io.cmc.report.Report;

/** Lists a participant's contracts through its ledger API, where the plan names one. */
final class Contracts {

  private Contracts() {}

  static <A extends Assignment> Sight list(Work<A> work, Nodes nodes) {
    var participant = work.participant();
    var contracts = participant.ledger().isEmpty() ? ContractDigest.notListed() : nodes.ledger(participant).contracts();
    return new Sight.Done(new Report.ContractsListed(work.request(), contracts, work.now()));
  }
}
