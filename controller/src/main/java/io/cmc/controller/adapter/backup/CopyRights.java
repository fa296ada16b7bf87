// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import static io.cmc.rejection.ProblemCode.DATABASE_UNREACHABLE;
import static io.cmc.rejection.ProblemCode.STRATEGY_NOT_POSSIBLE;

import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.plan.Database;
import io.cmc.rejection.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What a user must be allowed to do for a copy.
 *
 * @param creates may make databases at all
 * @param owns may copy this one
 * @param others users whose sessions in it the user may not end
 * @param prepared transactions that no session holds and that keep a database in use
 */
record CopyRights(boolean creates, boolean owns, List<String> others, int prepared) {

  private static final String RIGHTS = """
      select me.rolsuper or me.rolcreatedb,
        me.rolsuper or d.datistemplate or pg_catalog.pg_has_role(d.datdba, 'usage'),
        array(select distinct a.usename::text from pg_catalog.pg_stat_activity a
              join pg_catalog.pg_roles them on them.oid = a.usesysid
              where a.datid = d.oid and not me.rolsuper
                and (them.rolsuper or not (pg_catalog.pg_has_role(them.oid, 'usage')
                                           or pg_catalog.pg_has_role('pg_signal_backend', 'usage')))),
        (select pg_catalog.count(*) from pg_catalog.pg_prepared_xacts p where p.database = d.datname)
      from pg_catalog.pg_database d, pg_catalog.pg_roles me
      where d.datname = ? and me.rolname = session_user
      """;

  /** @throws NodeTrouble DATABASE_UNREACHABLE when the server has no such database */
  static CopyRights of(Connection session, Database database) throws SQLException {
    try (var statement = session.prepareStatement(RIGHTS)) {
      statement.setString(1, database.name());
      try (var row = statement.executeQuery()) {
        if (row.next()) return read(row);
        throw BackupTrouble.lasting(DATABASE_UNREACHABLE, "a database " + BackupTrouble.words(database.name()),
            "none of this name on " + database.host() + ":" + database.port());
      }
    }
  }

  private static CopyRights read(java.sql.ResultSet row) throws SQLException {
    return new CopyRights(row.getBoolean(1), row.getBoolean(2), List.of((String[]) row.getArray(3).getArray()), row.getInt(4));
  }

  /** @throws NodeTrouble STRATEGY_NOT_POSSIBLE, with what to grant */
  void mustSuffice(Database database) {
    var user = "user " + database.user();
    if (!creates) throw not(user + " to be allowed to create databases", "it may not", "Grant it: ALTER ROLE ... CREATEDB");
    if (!owns) throw not(user + " to own the database", "another owner", "Let the database's owner back it up");
    if (!others.isEmpty()) {
      throw not(user + " to be allowed to end the sessions of the database", "sessions of " + String.join(", ", others),
          "Grant it pg_signal_backend, or end these sessions");
    }
    if (prepared > 0) {
      throw not("no prepared transactions in the database", prepared + " of them", "Commit or roll them back (pg_prepared_xacts)");
    }
  }

  private static NodeTrouble not(String expected, String found, String remedy) {
    var problem = new Problem(STRATEGY_NOT_POSSIBLE, expected, found, remedy + "; or make a new plan with another backup strategy.");
    return new NodeTrouble(Kind.PERMANENT, problem, null);
  }
}
