// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import static io.cmc.rejection.ProblemCode.BACKUP_UNFIT;

import io.cmc.plan.Database;
import io.cmc.proof.BackupProof;
import java.util.Optional;
import java.util.function.Supplier;

/** A template copy, copied again. @param found the copy, looked at */
record RestorableCopy(DatabaseLogin login, Copying copying, Database database, BackupName name, Supplier<Optional<BackupProof>> found)
    implements RestorableBackup {

  @Override public BackupProof whole() {
    return found.get().orElseThrow(() -> BackupTrouble.lasting(BACKUP_UNFIT,
        "a whole copy of " + DatabaseLogin.address(database) + " in the database " + name.database(), "none, or one that is not what was copied"));
  }

  @Override public void make(DatabaseTraits traits, String into) {
    var facts = login.in(database, name.database(), ServerFacts::of);
    copying.copy(database, name.database(), name.restoreSession(), new Copying.Copy(into, " owner " + traits.owner()), facts);
  }

  @Override public void mustBeIn(String into) {
    var copied = login.in(database, into, CopyContents::of);
    var wanted = whole().sha256();
    if (copied.sha256().equals(wanted)) return;
    throw BackupTrouble.lasting(BACKUP_UNFIT, "the tables and rows of " + name.database() + " (" + wanted + ")",
        copied.tables().size() + " tables with " + copied.rows() + " rows (" + copied.sha256() + ")");
  }
}
