// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.port;

import io.cmc.plan.Database;
import io.cmc.plan.MigrationPlan;
import io.cmc.proof.BackupProof;
import io.cmc.rejection.Finding;
import java.util.List;
import java.util.Optional;

/** Backs up one database, by one strategy. Throws {@link NodeTrouble} and nothing else. */
public interface Backups {

  /** Read-only: client tool and server version, credentials, room. Empty: it will work as far as one can tell. */
  List<Finding> check(MigrationPlan plan, Database database);

  /** The finished backup of that name, read back and proved; empty when there is none or it is not whole. Changes nothing. */
  Optional<BackupProof> find(MigrationPlan plan, Database database, String name);

  /** Makes the backup; an unfinished one of the same name is removed first, a finished one is never touched. May be repeated. */
  void take(MigrationPlan plan, Database database, String name);
}
