// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The databases that restoring makes beside another; on their server's list by their names. */
final class BesideIt {

  private static final String THOSE_OF = "select datname from pg_catalog.pg_database where pg_catalog.starts_with(datname, ?) or "
      + "pg_catalog.starts_with(datname, ?) order by 1";

  private final Connection session;
  private final BackupName name;

  BesideIt(Connection session, BackupName name) {
    this.session = session;
    this.name = name;
  }

  /** What attempts of any kind left. Each had a name of its own, so that a tool which outlived its service never meets a later one. */
  List<String> attempts() throws SQLException {
    try (var statement = session.prepareStatement(THOSE_OF)) {
      statement.setString(1, name.attempts());
      statement.setString(2, name.scratches());
      try (var rows = statement.executeQuery()) {
        var all = new ArrayList<String>();
        while (rows.next()) all.add(rows.getString(1));
        return all;
      }
    }
  }

  /** The database that was replaced and not yet dropped; never one of the same name that somebody else made. */
  Optional<String> replaced() throws SQLException {
    return comment(name.replaced()).flatMap(RestoreMark::parse).map(mark -> name.replaced());
  }

  /** The comment on a database; empty when there is no such database, or no comment. */
  Optional<String> comment(String database) throws SQLException {
    return new CopyCatalog(session, database).listed().flatMap(CopyCatalog.Listed::comment);
  }

  /** Drops it, and ends whoever is still in it: nobody but tools of ours has business there. */
  void drop(String database) throws SQLException {
    SessionsOf.database(session, database);
    new CopyCatalog(session, database).drop();
  }

  void dropAttempts() throws SQLException {
    SessionsOf.attempt(session, name.restoreSession());
    for (var attempt : attempts()) drop(attempt);
  }
}
