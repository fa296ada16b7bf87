// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * What a backup must know beforehand.
 *
 * @param major version of the server
 * @param now its clock
 * @param bytes of the database on its disk
 * @param unreadable tables and sequences that the user may not read
 */
record ServerFacts(int major, Instant now, long bytes, List<UserTable> tables, List<String> unreadable) {

  private static final String FACTS = """
      select pg_catalog.current_setting('server_version_num')::int / 10000, pg_catalog.now(),
        pg_catalog.pg_database_size(pg_catalog.current_database()),
        array(select pg_catalog.format('%I.%I', n.nspname, c.relname)
              from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
              where c.relkind in ('r', 'p', 'S') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
                and not pg_catalog.has_table_privilege(c.oid, 'select') order by 1)
      """;

  static ServerFacts of(Connection session) throws SQLException {
    try (var statement = session.createStatement(); var row = statement.executeQuery(FACTS)) {
      row.next();
      return new ServerFacts(row.getInt(1), row.getObject(2, OffsetDateTime.class).toInstant(), row.getLong(3),
          UserTable.allOf(session), List.of((String[]) row.getArray(4).getArray()));
    }
  }
}
