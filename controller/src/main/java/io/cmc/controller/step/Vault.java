// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Backups;
import io.cmc.controller.port.Fence;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.Database;
import io.cmc.plan.MigrationPlan;
import io.cmc.proof.BackupProof;
import io.cmc.rejection.Finding;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The backups of all strategies behind one face. {@code CONFIRM} has none: there somebody else takes the backup and says so. */
record Vault(Map<BackupStrategy, Backups> byStrategy) {

  Vault {
    byStrategy = Map.copyOf(byStrategy);
  }

  List<Finding> check(MigrationPlan plan, BackupStrategy strategy, Database database) {
    return of(strategy).check(plan, database);
  }

  Optional<BackupProof> find(Backup backup) {
    return of(backup.strategy()).find(backup.plan(), backup.database(), backup.name());
  }

  void take(Backup backup) {
    Fence.pass();
    of(backup.strategy()).take(backup.plan(), backup.database(), backup.name());
  }

  private Backups of(BackupStrategy strategy) {
    return Optional.ofNullable(byStrategy.get(strategy)).orElseThrow(() -> new NodeTrouble(NodeTrouble.Kind.PERMANENT,
        Problem.of(ProblemCode.STRATEGY_NOT_POSSIBLE, "one of the strategies " + byStrategy.keySet(), strategy.name()), null));
  }

  /** One backup to be taken. */
  record Backup(MigrationPlan plan, BackupStrategy strategy, Database database, String name) {}
}
