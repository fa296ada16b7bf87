// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The copy of a database as the server's list of databases has it. Names are quoted by the server itself. */
final class CopyCatalog {

  private final Connection session;
  private final String copy;

  CopyCatalog(Connection session, String copy) {
    this.session = session;
    this.copy = copy;
  }

  /** @param comment empty until the copy is finished */
  record Listed(Optional<String> comment) {}

  Optional<Listed> listed() throws SQLException {
    var sql = "select pg_catalog.shobj_description(oid, 'pg_database') from pg_catalog.pg_database where datname = ?";
    try (var statement = session.prepareStatement(sql)) {
      statement.setString(1, copy);
      try (var rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(new Listed(Optional.ofNullable(rows.getString(1)))) : Optional.empty();
      }
    }
  }

  void drop() throws SQLException {
    run("drop database if exists %I", copy);
  }

  /** From now on it counts as finished; nobody changes it by accident. A database that is made from it has neither mark. */
  void finish(StoredProof proof) throws SQLException {
    run("alter database %I set default_transaction_read_only = on", copy);
    run("comment on database %I is %L", copy, proof.text());
  }

  private void run(String template, String... names) throws SQLException {
    var sql = quoted(session, template, names);
    try (var statement = session.createStatement()) {
      statement.execute(sql);
    }
  }

  /** @param template in the language of the server's {@code format()} */
  static String quoted(Connection session, String template, String... names) throws SQLException {
    try (var statement = session.prepareStatement("select pg_catalog.format(?, variadic ?::text[])")) {
      statement.setString(1, template);
      statement.setArray(2, session.createArrayOf("text", names));
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }
}
