// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;

/**
 * What a database holds, counted.
 *
 * <p>The sha-256 is that of a list with a line for each user table: schema, a full stop, table (both in double quotes, those in
 * the name doubled), a colon, its rows counted one by one (without those of its parts), a line feed; in UTF-8, ordered by the
 * bytes of schema and table.
 *
 * @param rows of all of them
 */
record CopyContents(List<UserTable> tables, long rows, long bytes, String sha256) {

  static CopyContents of(Connection session) throws SQLException {
    session.setAutoCommit(false);
    session.setReadOnly(true);
    var tables = UserTable.allOf(session);
    var digest = FolderDigest.newSha256();
    var all = 0L;
    for (var table : tables) {
      var rows = rows(session, table);
      digest.update((table.quoted() + ":" + rows + "\n").getBytes(UTF_8));
      all += rows;
    }
    var bytes = number(session, "select pg_catalog.pg_database_size(pg_catalog.current_database())");
    session.rollback();
    return new CopyContents(tables, all, bytes, HexFormat.of().formatHex(digest.digest()));
  }

  private static long rows(Connection session, UserTable table) throws SQLException {
    return number(session, "select pg_catalog.count(*) from only " + table.quoted());
  }

  private static long number(Connection session, String sql) throws SQLException {
    try (var statement = session.createStatement(); var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
