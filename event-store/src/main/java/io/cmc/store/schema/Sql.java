// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.schema;

import java.sql.Connection;
import java.sql.SQLException;

final class Sql {

  private Sql() {}

  static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static int update(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  static boolean test(Connection connection, String sql, String parameter) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setString(1, parameter);
      try (var rows = statement.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  /** The server's own quoting: {@code %I} for names, {@code %L} for values. */
  static String quoted(Connection connection, String format, String... values) throws SQLException {
    var places = "?::text, ".repeat(values.length);
    try (var statement = connection.prepareStatement("select format(?, " + places.substring(0, places.length() - 2) + ")")) {
      statement.setString(1, format);
      for (int i = 0; i < values.length; i++) statement.setString(i + 2, values[i]);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }
}
