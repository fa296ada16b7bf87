// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.survey;

import io.cmc.approval.Policy;
import io.cmc.controller.step.CheckNames;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.Terms;
import io.cmc.rejection.ProblemCode;
import java.util.List;

/** What a plan asks for beside its way: as the draft says; backups that the service takes are proved unless it says otherwise. */
final class TermsChoice {
  private TermsChoice() {}

  static void inDraft(DraftPlan.Terms draft, Findings findings) {
    var known = CheckNames.blocking();
    draft.waivable().stream().filter(name -> !known.contains(name)).sorted().forEach(name ->
        findings.block("waivable-known", ProblemCode.PLAN_UNREADABLE, "waivable: only of " + String.join(", ", known), "\"" + name + "\""));
  }

  /** @param plan with its strategies resolved */
  static MigrationPlan resolve(DraftPlan.Terms draft, MigrationPlan plan, Policy policy, HookOffer hooks) {
    return plan.on(new Terms(draft.window(), draft.waivable(), draft.proveBackups().orElseGet(() -> takesBackups(plan)),
        ApprovalsChoice.resolve(draft.approvals(), policy)).asking(HooksChoice.resolve(draft.hooks(), hooks, plan.teams())));
  }

  private static boolean takesBackups(MigrationPlan plan) {
    var ours = List.of(BackupStrategy.PG_DUMP, BackupStrategy.TEMPLATE_COPY);
    return plan.participants().stream().anyMatch(p -> ours.contains(p.backup()));
  }
}
