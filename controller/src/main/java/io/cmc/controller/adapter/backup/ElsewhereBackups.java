// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import io.cmc.controller.port.Backups;
import io.cmc.plan.Database;
import io.cmc.plan.MigrationPlan;
import io.cmc.proof.BackupProof;
import io.cmc.proof.RestoreProof;
import io.cmc.rejection.Finding;
import io.cmc.rejection.ProblemCode;
import java.util.List;
import java.util.Optional;

/** Backups that somebody else takes: nothing to check, nothing to find, and never to be taken or restored by us. */
final class ElsewhereBackups implements Backups {

  private final DatabaseLogin login;

  ElsewhereBackups(DatabaseLogin login) {
    this.login = login;
  }

  @Override public List<Finding> check(MigrationPlan plan, Database database) {
    return List.of();
  }

  @Override public Optional<BackupProof> find(MigrationPlan plan, Database database, String name) {
    return Optional.empty();
  }

  @Override public void take(MigrationPlan plan, Database database, String name) {
    throw BackupTrouble.lasting(ProblemCode.STRATEGY_NOT_POSSIBLE, "somebody to confirm the backup " + name, "an order to take it");
  }

  @Override public List<Finding> checkRestore(MigrationPlan plan, Database database) {
    return List.of();
  }

  @Override public RestoreProof prove(MigrationPlan plan, Database database, String name) {
    throw notOurs(name);
  }

  @Override public boolean restored(MigrationPlan plan, Database database, String name) {
    return false;
  }

  @Override public void restore(MigrationPlan plan, Database database, String name) {
    throw notOurs(name);
  }

  @Override public List<String> sessions(MigrationPlan plan, Database database) {
    return login.beside(database, session -> SessionsOf.in(session, database.name()));
  }

  private static RuntimeException notOurs(String name) {
    return BackupTrouble.lasting(ProblemCode.STRATEGY_NOT_POSSIBLE, "somebody to confirm that the backup " + name + " was restored",
        "an order to restore it");
  }
}
