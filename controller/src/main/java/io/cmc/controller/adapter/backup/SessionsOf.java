// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Sessions of the server: who has them, and their end. */
final class SessionsOf {

  private static final String WHO = """
      select coalesce(usename, '?') || coalesce(' (' || nullif(application_name, '') || ')', '') from pg_catalog.pg_stat_activity
      where datname = ? and usesysid is not null and pid <> pg_catalog.pg_backend_pid()
      union all select owner || ' (prepared transaction)' from pg_catalog.pg_prepared_xacts where database = ?
      order by 1
      """;

  private SessionsOf() {}

  /**
   * Ends what an earlier attempt left running: a dump whose service was killed goes on by itself, and so does a copy.
   *
   * @param name of the attempt's sessions
   * @return how many there were
   */
  static int attempt(Connection session, String name) throws SQLException {
    return end(session, "select pg_catalog.pg_terminate_backend(pid) from pg_catalog.pg_stat_activity "
        + "where application_name = ? and usename = session_user and pid <> pg_catalog.pg_backend_pid()", name);
  }

  /** Ends the sessions of everybody in a database; the server's own helpers, which have no user, leave by themselves. */
  static int database(Connection session, String name) throws SQLException {
    return end(session, "select pg_catalog.pg_terminate_backend(pid) from pg_catalog.pg_stat_activity "
        + "where datname = ? and usesysid is not null and pid <> pg_catalog.pg_backend_pid()", name);
  }

  /** Who is in a database, this session aside; prepared transactions too, which keep it in use without a session. */
  static List<String> in(Connection session, String database) throws SQLException {
    try (var statement = session.prepareStatement(WHO)) {
      statement.setString(1, database);
      statement.setString(2, database);
      try (var rows = statement.executeQuery()) {
        var who = new ArrayList<String>();
        while (rows.next()) who.add(BackupTrouble.words(rows.getString(1)));
        return List.copyOf(who);
      }
    }
  }

  private static int end(Connection session, String sql, String name) throws SQLException {
    try (var statement = session.prepareStatement(sql)) {
      statement.setString(1, name);
      try (var rows = statement.executeQuery()) {
        var ended = 0;
        while (rows.next()) ended++;
        return ended;
      }
    }
  }
}
