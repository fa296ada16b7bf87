// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A table that somebody made in a database: not the server's own, and not brought by an extension. Parts count as tables. */
record UserTable(String schema, String name) {

  private static final String ALL = """
      select n.nspname, c.relname
      from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        and not exists (select 1 from pg_catalog.pg_depend d
                        where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid = c.oid and d.deptype = 'e')
      order by n.nspname collate "C", c.relname collate "C"
      """;

  /** In the order of their names, byte by byte. */
  static List<UserTable> allOf(Connection session) throws SQLException {
    try (var statement = session.createStatement(); var rows = statement.executeQuery(ALL)) {
      var tables = new ArrayList<UserTable>();
      while (rows.next()) tables.add(new UserTable(rows.getString(1), rows.getString(2)));
      return tables;
    }
  }

  String quoted() {
    return quoted(schema) + "." + quoted(name);
  }

  private static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }
}
