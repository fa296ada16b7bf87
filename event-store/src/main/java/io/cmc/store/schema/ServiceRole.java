// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;

/**
 * The database role that the service works as. It adds events and seals and reads them, and cannot change or remove one.
 *
 * @param password set at every start when given; otherwise left as it is
 */
public record ServiceRole(String name, Optional<String> password) {

  private static final List<String> GRANTS = List.of(
      "grant usage on schema %I to %I",
      "grant select, insert, update, delete on all tables in schema %I to %I",
      "grant usage, select on all sequences in schema %I to %I",
      "alter default privileges in schema %I grant select, insert, update, delete on tables to %I",
      "alter default privileges in schema %I grant usage, select on sequences to %I",
      "revoke update, delete, truncate, references, trigger on %1$I.domain_event_entry, %1$I.event_seal from %2$I, public",
      "revoke insert, update, delete, truncate, references, trigger on %1$I.flyway_schema_history from %2$I, public");

  /** Makes the role when it is not there. */
  void require(Connection owner) throws SQLException {
    refuse(owner, "select ? = current_user", "it is the owner of the tables");
    refuse(owner, "select rolsuper from pg_roles where rolname = ?", "it is a superuser");
    if (!Sql.test(owner, "select true from pg_roles where rolname = ?", name)) {
      Sql.run(owner, Sql.quoted(owner, "create role %I login", name));
    }
    if (password.isPresent()) setPassword(owner, password.get());
  }

  // the driver hashes it first, so that the server's log never has it
  private void setPassword(Connection owner, String text) throws SQLException {
    owner.unwrap(PGConnection.class).alterUserPassword(name, text.toCharArray(), null);
  }

  private void refuse(Connection owner, String condition, String because) throws SQLException {
    if (Sql.test(owner, condition, name)) {
      throw new IllegalArgumentException("expected a role that cannot change events, found " + name + ": " + because);
    }
  }

  /** In the caller's transaction, so that there is no moment in which events could be changed. */
  void grant(Connection owner) throws SQLException {
    for (var grant : GRANTS) {
      Sql.run(owner, Sql.quoted(owner, grant, owner.getSchema(), name));
    }
  }

  @Override public String toString() {
    return "role " + name;
  }
}
