// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import static io.cmc.rejection.ProblemCode.BACKUP_UNFIT;

import io.cmc.proof.BackupProof;
import java.util.Optional;
import java.util.function.Supplier;

/** A dump, read in by pg_restore. @param order without password, which is read when it is needed @param found the dump, looked at */
record RestorableDump(DatabaseLogin login, DumpTools tools, DumpTools.Order order, Supplier<Optional<BackupProof>> found)
    implements RestorableBackup {

  @Override public BackupProof whole() {
    return found.get().orElseThrow(() -> BackupTrouble.lasting(BACKUP_UNFIT,
        "a whole dump of " + DatabaseLogin.address(order.database()) + " in " + order.dump(), "none, or one that is not what was dumped"));
  }

  @Override public void make(DatabaseTraits traits, String into) {
    login.beside(order.database(), session -> {
      traits.makeEmpty(session, into);
      return true;
    });
    var password = login.password(order.database());
    tools.restore(new DumpTools.Order(order.database(), password, order.jobs(), order.attempt(), order.dump()), into);
  }

  @Override public void mustBeIn(String into) {
    var wanted = tools.contents(order.dump(), order.database()).tables();
    var found = login.in(order.database(), into, UserTable::allOf).size();
    if (found == wanted) return;
    throw BackupTrouble.lasting(BACKUP_UNFIT, "the " + wanted + " tables of " + order.dump(), found + " tables");
  }
}
