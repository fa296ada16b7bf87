// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.api.v1.ApprovalRule;
import io.cmc.api.v1.Approvals;
import io.cmc.approval.Scope;
import io.cmc.controller.survey.DraftPlan;
import io.cmc.wire.ApprovalMessage;
import io.cmc.wire.ProtoTime;
import java.util.Optional;

/** What a draft asks of people. The policy in it is not read: the service writes its own. */
final class ApprovalsReading {

  private ApprovalsReading() {}

  /** @throws IllegalArgumentException naming what cannot be read */
  static DraftPlan.Approvals read(Approvals a) {
    var gates = a.getGatesList().stream().map(ApprovalsReading::rule).toList();
    if (gates.stream().map(DraftPlan.GateRule::gate).distinct().count() < gates.size()) throw new IllegalArgumentException("approvals with two rules for a gate");
    if (a.hasBreakGlass() && ProtoTime.of(a.getBreakGlass()).isNegative()) throw new IllegalArgumentException("a break-glass of less than no time");
    return new DraftPlan.Approvals(gates, a.hasSignOff() ? Optional.of(a.getSignOff()) : Optional.empty(),
        a.hasTwoPeople() ? Optional.of(a.getTwoPeople()) : Optional.empty(),
        a.hasBreakGlass() ? Optional.of(ProtoTime.of(a.getBreakGlass())) : Optional.empty());
  }

  private static DraftPlan.GateRule rule(ApprovalRule r) {
    if (r.getCount() < 0) throw new IllegalArgumentException("a number below 0: " + r.getCount());
    if (r.hasGoodFor() && !ProtoTime.of(r.getGoodFor()).isPositive()) throw new IllegalArgumentException("approvals that are good for no time");
    return new DraftPlan.GateRule(ApprovalMessage.gate(r.getGate()), r.getCount() == 0 ? 1 : r.getCount(), ApprovalMessage.role(r.getRole()),
        r.getEachTeam() ? Scope.EACH_TEAM : Scope.ALL_TEAMS, r.hasGoodFor() ? Optional.of(ProtoTime.of(r.getGoodFor())) : Optional.empty());
  }
}
