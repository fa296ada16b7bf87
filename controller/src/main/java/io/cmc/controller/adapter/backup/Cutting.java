// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * {@code CREATE DATABASE ... TEMPLATE} of a database whose users come back at once when their sessions are ended.
 *
 * <p>The server itself keeps them out, for as long as the statement runs and no instant longer: the statement first takes a share
 * lock on the database, for which every new session has to wait, then waits up to five seconds for the old sessions to leave,
 * then copies. So the sessions are ended when the lock is there, and no database is ever forbidden to anybody: whatever dies,
 * service or connection, the lock goes with the statement and no node stays locked out.
 */
final class Cutting {

  private static final int MILLIS_BETWEEN_LOOKS = 50;
  private static final int SECONDS_TO_CANCEL = 30;
  private static final String HAS_LOCK = """
      select exists (select 1 from pg_catalog.pg_locks l join pg_catalog.pg_database d on d.oid = l.objid
        where l.pid = ? and l.locktype = 'object' and l.classid = 'pg_catalog.pg_database'::pg_catalog.regclass
          and d.datname = ? and l.mode = 'ShareLock' and l.granted)
      """;

  private final Connection copier;
  private final Connection cutter;
  private final String original;

  /** @param cutter a session of its own, because the copier's waits */
  Cutting(Connection copier, Connection cutter, String original) {
    this.copier = copier;
    this.cutter = cutter;
    this.original = original;
  }

  /** Runs the statement on the copier's session. */
  void run(String createDatabase) throws SQLException {
    try (var statement = copier.createStatement(); var lock = cutter.prepareStatement(HAS_LOCK)) {
      lock.setInt(1, pidOf(copier));
      lock.setString(2, original);
      var copying = new FutureTask<>(() -> statement.execute(createDatabase));
      Thread.ofVirtual().name("copy-of-" + original).start(copying);
      try {
        cutUntilQuiet(copying, lock);
        copying.get();
      } catch (InterruptedException e) {
        throw BackupTrouble.interrupted("the copy of " + original);
      } catch (ExecutionException e) {
        throw e.getCause() instanceof SQLException s ? s : new SQLException(e.getCause());
      } finally {
        if (!copying.isDone()) cancel(statement, copying);
      }
    }
  }

  /** When the lock is there and nobody is left, nobody can have come in. */
  private void cutUntilQuiet(FutureTask<?> copying, PreparedStatement lock) throws SQLException, InterruptedException {
    while (!copying.isDone()) {
      if (isTrue(lock) && SessionsOf.database(cutter, original) == 0) return;
      try {
        copying.get(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException | ExecutionException e) {
        // not done yet, or failed, which the caller asks for
      }
    }
  }

  /** An interrupted thread cannot talk to the server, so it is one only afterwards. */
  private void cancel(java.sql.Statement statement, FutureTask<?> copying) throws SQLException {
    var interrupted = Thread.interrupted();
    try {
      statement.cancel();
      copying.get(SECONDS_TO_CANCEL, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      // cancelled, which is what was asked for
    } catch (TimeoutException | InterruptedException | SQLException e) {
      copier.abort(Runnable::run);
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  private static boolean isTrue(PreparedStatement question) throws SQLException {
    try (var row = question.executeQuery()) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static int pidOf(Connection session) throws SQLException {
    try (var statement = session.createStatement(); var row = statement.executeQuery("select pg_catalog.pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }
}
