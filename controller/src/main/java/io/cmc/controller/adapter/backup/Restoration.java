// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import static io.cmc.rejection.ProblemCode.NODE_STILL_RUNS;

import io.cmc.controller.port.Fence;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.plan.Database;
import io.cmc.proof.BackupProof;
import io.cmc.proof.RestoreProof;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes a database again out of a backup.
 *
 * <p>It is made whole beside the original, under a name of this attempt, and looked at. Then, in one transaction, the original gets
 * another name, the new one gets the original's, and both get a mark as their comment; the server lets neither be renamed while
 * anybody is in it, and lets nobody in meanwhile. Last of all the original is dropped, which is what its mark is for. So at every
 * moment the name belongs to a whole database, and what a crash leaves beside it is recognised by its name and dropped by the next
 * attempt.
 */
final class Restoration {

  private static final String IN_USE = "55006";

  private final DatabaseLogin login;
  private final Database database;
  private final BackupName name;
  private final RestorableBackup backup;

  Restoration(DatabaseLogin login, Database database, BackupName name, RestorableBackup backup) {
    this.login = login;
    this.database = database;
    this.name = name;
    this.backup = backup;
  }

  /** @param sha256 of the backup, as it is known without reading the backup */
  boolean done(Optional<String> sha256) {
    return login.beside(database, session -> {
      var beside = new BesideIt(session, name);
      return sha256.isPresent() && mark(beside).map(RestoreMark::sha256).equals(sha256)
          && beside.attempts().isEmpty() && beside.replaced().isEmpty();
    });
  }

  void replace() {
    ofRestoring(() -> {
      var proof = backup.whole();
      var done = login.beside(database, session -> mark(new BesideIt(session, name))).filter(mark -> mark.sha256().equals(proof.sha256()));
      if (done.isEmpty()) {
        login.beside(database, this::nobodyMayBeIn);
        makeAndThen(name.attempts(), made -> takePlace(made, proof));
      }
      return login.beside(database, this::tidy);
    });
  }

  RestoreProof prove() {
    return ofRestoring(() -> {
      backup.whole();
      var start = System.nanoTime();
      return makeAndThen(name.scratches(), made -> counted(made, start));
    });
  }

  /** Whatever comes of it, nothing of this attempt stays beside the database. */
  private <T> T makeAndThen(String prefix, Function<String, T> then) {
    var made = prefix + UUID.randomUUID().toString().substring(0, 8);
    var traits = login.beside(database, session -> {
      new BesideIt(session, name).dropAttempts();
      return DatabaseTraits.of(session, database);
    });
    try {
      backup.make(traits, made);
      backup.mustBeIn(made);
      login.beside(database, session -> {
        traits.giveTo(session, made);
        return true;
      });
      return then.apply(made);
    } finally {
      dropLeftovers();
    }
  }

  private RestoreProof counted(String made, long start) {
    var contents = login.in(database, made, CopyContents::of);
    var at = login.beside(database, Restoration::now);
    return new RestoreProof(made, contents.tables().size(), contents.rows(), Duration.ofNanos(System.nanoTime() - start), at);
  }

  private boolean takePlace(String made, BackupProof proof) {
    return login.beside(database, session -> {
      session.setAutoCommit(false);
      run(session, "set local lock_timeout = '5s'");
      nobodyMayBeIn(session);
      var mark = new RestoreMark(name.value(), DatabaseLogin.address(database), proof.sha256(), now(session)).text();
      Fence.pass(); // hours may have passed since it was asked last
      try {
        run(session, "alter database %I rename to %I", database.name(), name.replaced());
        run(session, "alter database %I rename to %I", made, database.name());
      } catch (SQLException e) {
        if (IN_USE.equals(e.getSQLState())) throw stillRuns(BackupTrouble.words(e.getMessage()));
        throw e;
      }
      run(session, "comment on database %I is %L", database.name(), mark);
      run(session, "comment on database %I is %L", name.replaced(), mark);
      session.commit();
      return true;
    });
  }

  private boolean tidy(Connection session) throws SQLException {
    var beside = new BesideIt(session, name);
    beside.dropAttempts();
    var replaced = beside.replaced();
    if (replaced.isPresent()) beside.drop(replaced.get());
    return true;
  }

  /** Its failure is not what the caller wants to hear of; the next attempt drops what is left. */
  private void dropLeftovers() {
    var interrupted = Thread.interrupted();
    try {
      Fence.pass();
      login.beside(database, session -> {
        new BesideIt(session, name).dropAttempts();
        return true;
      });
    } catch (NodeTrouble | Fence.Closed leftToTheNextAttempt) {
      // it begins with dropping
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  private Optional<RestoreMark> mark(BesideIt beside) throws SQLException {
    return beside.comment(database.name()).flatMap(RestoreMark::parse)
        .filter(mark -> mark.isOf(name.value(), DatabaseLogin.address(database)));
  }

  private boolean nobodyMayBeIn(Connection session) throws SQLException {
    var who = SessionsOf.in(session, database.name());
    if (!who.isEmpty()) throw stillRuns("sessions of " + String.join(", ", who));
    return true;
  }

  private NodeTrouble stillRuns(String found) {
    return BackupTrouble.lasting(NODE_STILL_RUNS, "nobody in " + DatabaseLogin.address(database), found);
  }

  private <T> T ofRestoring(Supplier<T> work) {
    try {
      return work.get();
    } catch (NodeTrouble trouble) {
      throw BackupTrouble.whileRestoring(trouble, DatabaseLogin.address(database));
    }
  }

  private static Instant now(Connection session) throws SQLException {
    try (var statement = session.createStatement(); var row = statement.executeQuery("select pg_catalog.now()")) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  private static void run(Connection session, String template, String... names) throws SQLException {
    try (var statement = session.createStatement()) {
      statement.execute(CopyCatalog.quoted(session, template, names));
    }
  }
}
