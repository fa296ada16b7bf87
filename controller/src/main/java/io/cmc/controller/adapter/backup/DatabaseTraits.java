// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import static io.cmc.rejection.ProblemCode.DATABASE_UNREACHABLE;

import io.cmc.plan.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * What belongs to a database as a whole and is in no backup of its contents: owner, languages, place, privileges, settings.
 *
 * @param making how one like it is made: the end of {@code CREATE DATABASE}, quoted by the server
 * @param owner of it, quoted by the server
 * @param connections how many at once, -1 for any number
 * @param privileges statements that grant what this one grants, with a hole for the name; none where it has the server's defaults
 * @param settings of it, and of roles in it, in their order
 */
record DatabaseTraits(String making, String owner, int connections, List<String> privileges, List<DatabaseSetting> settings) {

  /** Other versions of the server have other columns here; the row as JSON has them all. */
  private static final String TRAITS = """
      with it as (select d.*, pg_catalog.to_jsonb(d) as row from pg_catalog.pg_database d where d.datname = ?)
      select pg_catalog.format(' encoding %L lc_collate %L lc_ctype %L', pg_catalog.pg_encoding_to_char(it.encoding), it.datcollate, it.datctype)
        || case it.row->>'datlocprovider'
             when 'i' then pg_catalog.format(' locale_provider icu icu_locale %L', coalesce(it.row->>'daticulocale', it.row->>'datlocale'))
             when 'b' then pg_catalog.format(' locale_provider builtin builtin_locale %L', it.row->>'datlocale') else '' end
        || case when it.row->>'daticurules' <> '' then pg_catalog.format(' icu_rules %L', it.row->>'daticurules') else '' end
        || case s.spcname when 'pg_default' then '' else pg_catalog.format(' tablespace %I', s.spcname) end,
        pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(it.datdba)), it.datconnlimit,
        array(select pg_catalog.format('grant %s on database %%I to %s%s', a.privilege_type,
                case a.grantee when 0 then 'public' else pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) end,
                case when a.is_grantable then ' with grant option' else '' end)
              from pg_catalog.aclexplode(it.datacl) a),
        it.datacl is null
      from it join pg_catalog.pg_tablespace s on s.oid = it.dattablespace
      """;

  /** @throws io.cmc.controller.port.NodeTrouble DATABASE_UNREACHABLE when there is no such database to be like */
  static DatabaseTraits of(Connection session, Database database) throws SQLException {
    try (var statement = session.prepareStatement(TRAITS)) {
      statement.setString(1, database.name());
      try (var row = statement.executeQuery()) {
        if (row.next()) return read(row, DatabaseSetting.allOf(session, database.name()));
      }
    }
    throw BackupTrouble.lasting(DATABASE_UNREACHABLE, "a database " + BackupTrouble.words(database.name()) + ", empty if it was lost",
        "none of this name on " + database.host() + ":" + database.port());
  }

  private static DatabaseTraits read(ResultSet row, List<DatabaseSetting> settings) throws SQLException {
    var owner = row.getString(2);
    var revoked = List.of("revoke all on database %I from public", "revoke all on database %I from " + owner);
    var granted = List.of((String[]) row.getArray(4).getArray());
    var asByDefault = row.getBoolean(5);
    return new DatabaseTraits(row.getString(1), owner, row.getInt(3), asByDefault ? List.of() : joined(revoked, granted), settings);
  }

  private static List<String> joined(List<String> first, List<String> then) {
    return Stream.concat(first.stream(), then.stream()).toList();
  }

  /** An empty database like it, that belongs to the same owner. */
  void makeEmpty(Connection session, String name) throws SQLException {
    run(session, CopyCatalog.quoted(session, "create database %I template template0 owner " + owner.replace("%", "%%"), name) + making);
  }

  /** Makes another database like it. All or nothing. */
  void giveTo(Connection session, String name) throws SQLException {
    session.setAutoCommit(false);
    run(session, CopyCatalog.quoted(session, "alter database %I connection limit " + connections, name));
    for (var privilege : privileges) run(session, CopyCatalog.quoted(session, privilege, name));
    for (var setting : settings) run(session, setting.on(session, name));
    session.commit();
    session.setAutoCommit(true);
  }

  private static void run(Connection session, String sql) throws SQLException {
    try (var statement = session.createStatement()) {
      statement.execute(sql);
    }
  }
}
