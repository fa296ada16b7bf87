// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.audit;

import io.cmc.approval.Approval;
import io.cmc.event.ApprovalEvent;
import io.cmc.event.ApprovalEvent.ApprovalExpired;
import io.cmc.event.ApprovalEvent.ApprovalGiven;
import io.cmc.event.ApprovalEvent.ApprovalRevoked;
import io.cmc.event.ApprovalEvent.ApprovalsVoided;
import io.cmc.event.ApprovalEvent.CrossingAsked;
import io.cmc.event.ApprovalEvent.DeedProposed;
import io.cmc.event.ApprovalEvent.GateCrossed;
import io.cmc.event.ApprovalEvent.GlassBroken;
import io.cmc.event.ApprovalEvent.GlassMended;
import io.cmc.event.ApprovalEvent.SignOffWithdrawn;
import io.cmc.event.ApprovalEvent.TeamSignedOff;
import java.util.List;
import java.util.stream.Collectors;

final class ApprovalSayings {

  private ApprovalSayings() {}

  static Saying of(ApprovalEvent event) {
    return switch (event) {
      case CrossingAsked e -> Saying.accepted("%s asked for it, and does not approve %s", e.subject(), e.gate().map(g -> "it at " + g).orElse("any of it"));
      case ApprovalGiven e -> Saying.accepted("%s approves %s of plan %s until %s", of(e.approval()), e.approval().gate(), e.approval().hash(), e.approval().until());
      case ApprovalRevoked e -> Saying.accepted("The approval of %s at %s counts no more (%s)", e.subject(), e.gate(), e.why());
      case ApprovalExpired e -> Saying.done("The approval of %s at %s ran out", e.subject(), e.gate());
      case ApprovalsVoided e -> Saying.done("The plan is another: no approval of before counts; new ones are bound to %s", e.hash());
      case GateCrossed e -> Saying.done("The gate %s is crossed on the word of %s, for plan %s", e.gate(), all(e.approvals()), e.hash());
      case TeamSignedOff e -> Saying.accepted("%s says that %s is ready, for plan %s", e.name(), team(e.team()), e.hash());
      case SignOffWithdrawn e -> Saying.accepted("%s says that %s is not ready after all", e.subject(), team(e.team()));
      case DeedProposed e -> Saying.accepted("It is proposed by %s: %s %s%s", e.proposer(), e.deed(), e.about(), e.shown().isEmpty() ? "" : ", shown was " + e.shown());
      case GlassBroken e -> Saying.accepted("BREAK-GLASS by %s: one approval will do at %s until %s: %s", e.name(), e.gate(), e.until(), e.reason());
      case GlassMended e -> Saying.done("The gate %s asks for as many approvals as before", e.gate());
    };
  }

  private static String all(List<Approval> approvals) {
    return approvals.isEmpty() ? "nobody" : approvals.stream().map(ApprovalSayings::of).collect(Collectors.joining(" and "));
  }

  private static String of(Approval a) {
    return a.name() + a.team().map(t -> " for " + team(t)).orElse("");
  }

  private static String team(String name) {
    return name.isEmpty() ? "whoever is of no team" : "team " + name;
  }
}
