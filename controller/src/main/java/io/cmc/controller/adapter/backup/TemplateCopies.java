// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import static io.cmc.rejection.ProblemCode.BACKUP_UNFIT;

import io.cmc.controller.port.Backups;
import io.cmc.controller.port.Fence;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.Database;
import io.cmc.plan.MigrationPlan;
import io.cmc.proof.BackupProof;
import io.cmc.proof.RestoreProof;
import io.cmc.rejection.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Copies of a database on its own server, by SQL alone.
 *
 * <p>The server makes a copy whole or not at all. What says that it was also looked at is the comment on it, a stored proof, which
 * is written last: a copy without comment is an unfinished one. A copy with another comment, or with other contents than its proof
 * says, is neither found nor replaced. All sessions of the original are ended, and new ones wait while it is copied.
 */
final class TemplateCopies implements Backups {

  private final DatabaseLogin login;
  private final Copying copying;

  /** @param lockWait for a lock that somebody holds on the database as a whole; new sessions wait as long */
  TemplateCopies(DatabaseLogin login, Duration lockWait) {
    this.login = login;
    this.copying = new Copying(login, lockWait);
  }

  @Override public List<Finding> check(MigrationPlan plan, Database database) {
    var checks = new Checks();
    checks.that(Checks.CREDENTIALS, () -> login.inside(database, Connection::getMetaData));
    if (checks.findings().isEmpty()) {
      checks.that(Checks.CREDENTIALS, () -> login.beside(database, session -> CopyRights.of(session, database)))
          .ifPresent(rights -> checks.that(Checks.CREDENTIALS, () -> rights.mustSuffice(database)));
    }
    return checks.findings();
  }

  @Override public Optional<BackupProof> find(MigrationPlan plan, Database database, String name) {
    var copy = new BackupName(name).database();
    return stored(database, name)
        .filter(proof -> isWhole(proof, database, copy))
        .map(proof -> proof.of(BackupStrategy.TEMPLATE_COPY, database.host() + ":" + database.port() + "/" + copy));
  }

  /** Its size is not compared: the server tidies up in a copy as in any database. */
  private boolean isWhole(StoredProof proof, Database database, String copy) {
    if (!proof.database().equals(DatabaseLogin.address(database))) return false;
    var contents = login.in(database, copy, CopyContents::of);
    return contents.sha256().equals(proof.sha256()) && contents.tables().size() == proof.objects();
  }

  @Override public void take(MigrationPlan plan, Database database, String name) {
    if (find(plan, database, name).isPresent()) return;
    var backup = new BackupName(name);
    var start = System.nanoTime();
    var facts = login.inside(database, ServerFacts::of);
    login.beside(database, session -> {
      SessionsOf.attempt(session, backup.session());
      var catalog = new CopyCatalog(session, backup.database());
      var listed = catalog.listed();
      if (listed.flatMap(CopyCatalog.Listed::comment).isPresent()) throw spoilt(backup.database());
      if (listed.isPresent()) catalog.drop();
      CopyRights.of(session, database).mustSuffice(database);
      copying.copy(database, database.name(), backup.session(), new Copying.Copy(backup.database(), ""), facts);
      finish(session, facts, database, backup, start);
      return true;
    });
  }

  private void finish(Connection session, ServerFacts facts, Database database, BackupName backup, long start) throws SQLException {
    var contents = login.in(database, backup.database(), CopyContents::of);
    if (!contents.tables().equals(facts.tables()) || contents.tables().isEmpty()) throw unlike(database, facts, contents);
    new CopyCatalog(session, backup.database()).finish(new StoredProof(DatabaseLogin.address(database), contents.bytes(),
        contents.sha256(), Duration.ofNanos(System.nanoTime() - start), facts.now(), contents.tables().size()));
  }

  private static RuntimeException unlike(Database database, ServerFacts facts, CopyContents contents) {
    return BackupTrouble.lasting(BACKUP_UNFIT, "the tables of " + DatabaseLogin.address(database) + ", and at least one",
        facts.tables().size() + " tables there and " + contents.tables().size() + " in the copy");
  }

  private static RuntimeException spoilt(String copy) {
    return BackupTrouble.lasting(BACKUP_UNFIT, "a whole copy in the database " + copy + ", or none",
        "a database of this name that is not what was copied; rename it if it is not needed");
  }

  @Override public List<Finding> checkRestore(MigrationPlan plan, Database database) {
    return RestoreChecks.of(login, database);
  }

  @Override public RestoreProof prove(MigrationPlan plan, Database database, String name) {
    return restoration(plan, database, name).prove();
  }

  @Override public boolean restored(MigrationPlan plan, Database database, String name) {
    return restoration(plan, database, name).done(stored(database, name).map(StoredProof::sha256));
  }

  @Override public void restore(MigrationPlan plan, Database database, String name) {
    restoration(plan, database, name).replace();
  }

  @Override public List<String> sessions(MigrationPlan plan, Database database) {
    return login.beside(database, session -> SessionsOf.in(session, database.name()));
  }

  private Restoration restoration(MigrationPlan plan, Database database, String name) {
    var backup = new BackupName(name);
    var copy = new RestorableCopy(login, copying, database, backup, () -> find(plan, database, name));
    return new Restoration(login, database, backup, copy);
  }

  private Optional<StoredProof> stored(Database database, String name) {
    var copy = new BackupName(name).database();
    return login.beside(database, session -> new CopyCatalog(session, copy).listed())
        .flatMap(CopyCatalog.Listed::comment).flatMap(StoredProof::parse);
  }
}
