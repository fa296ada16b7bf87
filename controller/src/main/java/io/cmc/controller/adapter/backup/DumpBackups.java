// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import static io.cmc.rejection.ProblemCode.BACKUP_FAILED;
import static io.cmc.rejection.ProblemCode.BACKUP_UNFIT;

import io.cmc.controller.port.Backups;
import io.cmc.controller.port.Fence;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.Database;
import io.cmc.plan.MigrationPlan;
import io.cmc.proof.BackupProof;
import io.cmc.proof.RestoreProof;
import io.cmc.rejection.Finding;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Dumps in directory format by pg_dump, on the service's machine.
 *
 * <p>A dump that is there under the name but is not whole any more is neither found nor replaced: {@code take} refuses with
 * BACKUP_UNFIT, because it may be the only one from before a move.
 */
final class DumpBackups implements Backups {

  private final DatabaseLogin login;
  private final DumpTools tools;
  private final Room room;
  private final Path defaultFolder;

  DumpBackups(DatabaseLogin login, DumpTools tools, Room room, Path defaultFolder) {
    this.login = login;
    this.tools = tools;
    this.room = room;
    this.defaultFolder = defaultFolder;
  }

  @Override public List<Finding> check(MigrationPlan plan, Database database) {
    var checks = new Checks();
    checks.that(Checks.CREDENTIALS, () -> login.inside(database, ServerFacts::of)).ifPresent(facts -> {
      checks.that(Checks.CREDENTIALS, () -> mustBeReadable(facts, database));
      checks.that(Checks.TOOL, () -> tools.mustFit(database, facts.major()));
      checks.that(Checks.ROOM, () -> room.mustSuffice(parent(plan), facts.bytes()));
    });
    return checks.findings();
  }

  @Override public Optional<BackupProof> find(MigrationPlan plan, Database database, String name) {
    var folder = folder(plan, name);
    return folder.proof().filter(proof -> isWhole(folder, proof, database))
        .map(proof -> proof.of(BackupStrategy.PG_DUMP, folder.home().toString()));
  }

  /** The cheap looks first: a dump can be large. */
  private boolean isWhole(DumpFolder folder, StoredProof proof, Database database) {
    return proof.database().equals(DatabaseLogin.address(database))
        && DumpFolder.onDisk(folder.dump(), () -> FolderDigest.bytesIn(folder.dump())) == proof.bytes()
        && digest(folder.dump()).equals(new FolderDigest(proof.bytes(), proof.sha256()))
        && tools.contents(folder.dump(), database).objects() == proof.objects();
  }

  @Override public void take(MigrationPlan plan, Database database, String name) {
    var folder = folder(plan, name);
    if (find(plan, database, name).isPresent()) return;
    if (folder.exists()) throw spoilt(folder, database);
    var attempt = new BackupName(name).session();
    var facts = login.inside(database, session -> {
      SessionsOf.attempt(session, attempt);
      return ServerFacts.of(session);
    });
    folder.removeUnfinished();
    mustBeReadable(facts, database);
    tools.mustFit(database, facts.major());
    room.mustSuffice(folder.parent(), facts.bytes());
    var order = new DumpTools.Order(database, login.password(database), plan.pace().dumpJobs(), attempt,
        DumpFolder.dumpIn(folder.begin()));
    dump(folder, order, facts);
  }

  private void dump(DumpFolder folder, DumpTools.Order order, ServerFacts facts) {
    try {
      var start = System.nanoTime();
      Fence.pass();
      tools.dump(order);
      var contents = readBack(order, facts);
      var digest = digest(order.dump());
      var took = Duration.ofNanos(System.nanoTime() - start);
      folder.finish(order.dump().getParent(), new StoredProof(DatabaseLogin.address(order.database()), digest.bytes(),
          digest.sha256(), took, facts.now(), contents.objects()));
    } finally {
      folder.removeUnfinished();
    }
  }

  private DumpContents readBack(DumpTools.Order order, ServerFacts facts) {
    var contents = tools.contents(order.dump(), order.database());
    var address = DatabaseLogin.address(order.database());
    if (contents.objects() == 0) throw BackupTrouble.lasting(BACKUP_UNFIT, "something in the dump of " + address, "an empty database");
    if (contents.tables() == facts.tables().size()) return contents;
    throw BackupTrouble.lasting(BACKUP_UNFIT, facts.tables().size() + " tables in the dump of " + address, contents.tables() + " tables");
  }

  private static FolderDigest digest(Path dump) {
    return DumpFolder.onDisk(dump, () -> FolderDigest.of(dump));
  }

  private static void mustBeReadable(ServerFacts facts, Database database) {
    if (facts.unreadable().isEmpty()) return;
    throw BackupTrouble.lasting(BACKUP_FAILED,
        "user " + database.user() + " to be allowed to read all of " + DatabaseLogin.address(database),
        facts.unreadable().size() + " tables and sequences that it may not read, such as " + facts.unreadable().getFirst());
  }

  private static RuntimeException spoilt(DumpFolder folder, Database database) {
    return BackupTrouble.lasting(BACKUP_UNFIT,
        "a whole dump of " + DatabaseLogin.address(database) + " in " + folder.home() + ", or nothing",
        "a folder whose contents are not what was dumped; move it away if it is not needed");
  }

  private DumpFolder folder(MigrationPlan plan, String name) {
    return new DumpFolder(parent(plan), new BackupName(name).folder());
  }

  private Path parent(MigrationPlan plan) {
    try {
      return plan.backupFolder().map(Path::of).orElse(defaultFolder).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw BackupTrouble.lasting(BACKUP_FAILED, "a folder for backups", BackupTrouble.words(plan.backupFolder().orElse("")));
    }
  }

  @Override public List<Finding> checkRestore(MigrationPlan plan, Database database) {
    return RestoreChecks.of(login, database);
  }

  @Override public RestoreProof prove(MigrationPlan plan, Database database, String name) {
    return restoration(plan, database, name).prove();
  }

  @Override public boolean restored(MigrationPlan plan, Database database, String name) {
    return restoration(plan, database, name).done(folder(plan, name).proof().map(StoredProof::sha256));
  }

  @Override public void restore(MigrationPlan plan, Database database, String name) {
    restoration(plan, database, name).replace();
  }

  @Override public List<String> sessions(MigrationPlan plan, Database database) {
    return login.beside(database, session -> SessionsOf.in(session, database.name()));
  }

  private Restoration restoration(MigrationPlan plan, Database database, String name) {
    var order = new DumpTools.Order(database, Optional.empty(), plan.pace().dumpJobs(), new BackupName(name).restoreSession(),
        folder(plan, name).dump());
    return new Restoration(login, database, new BackupName(name), new RestorableDump(login, tools, order, () -> find(plan, database, name)));
  }
}
