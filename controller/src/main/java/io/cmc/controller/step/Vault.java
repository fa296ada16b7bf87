// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Backups;
import io.cmc.controller.port.Fence;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.Database;
import io.cmc.plan.MigrationPlan;
import io.cmc.proof.BackupProof;
import io.cmc.proof.RestoreProof;
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

  /** Why this backup is not the one that was proved; empty when it is. */
  Optional<Problem> unlike(BackupProof proved, Backup backup) {
    var found = find(backup).map(BackupProof::sha256);
    if (found.equals(Optional.of(proved.sha256()))) return Optional.empty();
    return Optional.of(Problem.of(ProblemCode.BACKUP_UNFIT, "the backup " + backup.name() + " as it was proved, sha-256 " + proved.sha256(),
        found.map(other -> "sha-256 " + other).orElse("none, or one that is not whole")));
  }

  Optional<BackupProof> find(Backup backup) {
    return of(backup.strategy()).find(backup.plan(), backup.database(), backup.name());
  }

  void take(Backup backup) {
    Fence.pass();
    of(backup.strategy()).take(backup.plan(), backup.database(), backup.name());
  }

  RestoreProof prove(Backup backup) {
    Fence.pass();
    return of(backup.strategy()).prove(backup.plan(), backup.database(), backup.name());
  }

  boolean restored(Backup backup) {
    return of(backup.strategy()).restored(backup.plan(), backup.database(), backup.name());
  }

  void restore(Backup backup) {
    Fence.pass();
    of(backup.strategy()).restore(backup.plan(), backup.database(), backup.name());
  }

  List<Finding> checkRestore(MigrationPlan plan, BackupStrategy strategy, Database database) {
    return of(strategy).checkRestore(plan, database);
  }

  List<String> sessions(MigrationPlan plan, BackupStrategy strategy, Database database) {
    return of(strategy).sessions(plan, database);
  }

  private Backups of(BackupStrategy strategy) {
    return Optional.ofNullable(byStrategy.get(strategy)).orElseThrow(() -> new NodeTrouble(NodeTrouble.Kind.PERMANENT,
        Problem.of(ProblemCode.STRATEGY_NOT_POSSIBLE, "one of the strategies " + byStrategy.keySet(), strategy.name()), null));
  }

  /** One backup, there or to be taken. */
  record Backup(MigrationPlan plan, BackupStrategy strategy, Database database, String name) {

    /** That of a participant in its pass. @throws NodeTrouble DATABASE_NOT_NAMED */
    static Backup of(Work<?> work) {
      var participant = work.participant();
      var database = participant.database().orElseThrow(() -> new NodeTrouble(NodeTrouble.Kind.PERMANENT,
          Problem.of(ProblemCode.DATABASE_NOT_NAMED, "a database of " + work.node() + " in the plan", "none"), null));
      return new Backup(work.plan(), participant.backup(), database, BackupName.of(work));
    }
  }
}
