// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.survey;

import io.cmc.approval.ApprovalTerms;
import io.cmc.approval.Policy;
import io.cmc.approval.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a plan asks of people: as the draft says, and what it leaves open as the policy has it. Whether that is enough is left to the order. */
final class ApprovalsChoice {
  private static final DraftPlan.Approvals SILENT = new DraftPlan.Approvals(List.of(), Optional.empty(), Optional.empty(), Optional.empty());

  private ApprovalsChoice() {}

  /** Empty where neither asks for anything: such a plan has the hash that it had before there were approvals. */
  static Optional<ApprovalTerms> resolve(Optional<DraftPlan.Approvals> draft, Policy policy) {
    if (draft.isEmpty() && policy.equals(Policy.NONE)) return Optional.empty();
    var said = draft.orElse(SILENT);
    return Optional.of(new ApprovalTerms(rules(said, policy), said.signOff().orElse(policy.signOff()), said.twoPeople().orElse(policy.twoPeople()),
        said.breakGlass().orElse(policy.breakGlass()), Optional.of(policy).filter(p -> !p.equals(Policy.NONE))));
  }

  private static List<Rule> rules(DraftPlan.Approvals said, Policy policy) {
    return said.gates().isEmpty() ? policy.gates()
        : said.gates().stream().map(r -> Rule.said(r.gate(), r.count(), r.role(), r.scope(), goodFor(r, policy))).toList();
  }

  private static Duration goodFor(DraftPlan.GateRule rule, Policy policy) {
    return rule.goodFor().or(() -> policy.rule(rule.gate()).map(Rule::goodFor)).orElse(Rule.GOOD_FOR);
  }
}
