// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.plan.BackupStrategy;
import io.cmc.plan.Database;
import io.cmc.plan.MigrationPlan;
import java.util.List;
import java.util.Optional;

/** The way back of one node: whether its database can be backed up as the plan says. */
record CheckBackup(Vault vault, MigrationPlan plan, BackupStrategy strategy, Optional<Database> database) {

  void into(Checks checks) {
    checks.fact("backup", strategy);
    if (strategy == BackupStrategy.CONFIRM) {
      checks.require(Check.BACKUP_BY_OTHERS, false, "to know who takes the backup", "somebody else, who will confirm it");
      return;
    }
    checks.require(Check.DATABASE_NAMED, database.isPresent(), "a database for " + strategy, "none in the plan");
    database.flatMap(one -> checks.ask(Check.BACKUP_POSSIBLE, () -> vault.check(plan, strategy, one))).ifPresent(checks.findings()::addAll);
  }

  /** Whether the backup could be restored: blocks where the plan wants that proved, and is only said otherwise. */
  void wayBack(Checks checks) {
    if (strategy == BackupStrategy.CONFIRM) return;
    var findings = database.flatMap(one -> checks.ask(Check.BACKUP_POSSIBLE, () -> vault.checkRestore(plan, strategy, one))).orElse(List.of());
    findings.stream().map(f -> plan.terms().proveBackups() ? f : f.waived()).forEach(checks.findings()::add);
  }
}
