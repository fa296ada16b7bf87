// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.port;

import io.cmc.plan.Database;
import io.cmc.plan.MigrationPlan;
import io.cmc.proof.BackupProof;
import io.cmc.proof.RestoreProof;
import io.cmc.rejection.Finding;
import java.util.List;
import java.util.Optional;

/** Backs up one database, by one strategy, and restores it. Throws {@link NodeTrouble} and nothing else. */
public interface Backups {

  /** Read-only: client tool and server version, credentials, room. Empty: it will work as far as one can tell. */
  List<Finding> check(MigrationPlan plan, Database database);

  /** The finished backup of that name, read back and proved; empty when there is none or it is not whole. Changes nothing. */
  Optional<BackupProof> find(MigrationPlan plan, Database database, String name);

  /** Makes the backup; an unfinished one of the same name is removed first, a finished one is never touched. May be repeated. */
  void take(MigrationPlan plan, Database database, String name);

  /** Read-only: whether a finished backup could be restored on the database's server: rights and room. What cannot be known is an INFO. */
  List<Finding> checkRestore(MigrationPlan plan, Database database);

  /**
   * Restores the finished backup of that name into a scratch database beside the original, counts what came back, and drops it again,
   * also after a failure; what an earlier proof left is dropped first. The original is not touched, nor is the backup. May be repeated.
   *
   * @throws NodeTrouble BACKUP_UNFIT when there is no such backup, it is not whole, or not all of it came back
   */
  RestoreProof prove(MigrationPlan plan, Database database, String name);

  /**
   * Read-only: whether the database is, whole, what {@link #restore} made of this very backup. It stays true whatever happened in the
   * database since; and false while anything of an earlier attempt is left beside it.
   */
  boolean restored(MigrationPlan plan, Database database, String name);

  /**
   * Replaces the database by what the finished backup of that name holds. It is made beside the database and takes its place, whole,
   * in one moment; until then the database stays as it is. Owner, privileges and settings stay those of the database. The backup is
   * never touched and stays restorable. May be repeated after a crash at any instruction.
   *
   * @throws NodeTrouble PERMANENT: NODE_STILL_RUNS when any session but its own is in the database, BACKUP_UNFIT when there is no such
   *     backup or it is not whole; then nothing was changed
   */
  void restore(MigrationPlan plan, Database database, String name);

  /** Read-only: who is in the database, as {@code user (application)}; this look aside. Whatever the strategy. */
  List<String> sessions(MigrationPlan plan, Database database);
}
