// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;

/**
 * The database role that the service works as. It adds events and seals and reads them, and cannot change or remove one.
 *
 * @param password set at every start when given and the owner may make roles; otherwise left as it is
 */
public record ServiceRole(String name, Optional<String> password) {

  private static final List<String> GRANTS = List.of(
      "grant usage on schema %I to %I",
      "grant select, insert, update, delete on all tables in schema %I to %I",
      "grant usage, select on all sequences in schema %I to %I",
      "alter default privileges in schema %I grant select, insert, update, delete on tables to %I",
      "alter default privileges in schema %I grant usage, select on sequences to %I",
      "revoke update, delete, truncate, references, trigger on %1$I.domain_event_entry, %1$I.event_seal, %1$I.checkpoint from %2$I, public",
      "revoke insert, update, delete, truncate, references, trigger on %1$I.flyway_schema_history from %2$I, public");

  /** Of "tuple concurrently updated". */
  private static final String CHANGED_MEANWHILE = "XX000";
  private static final String MAKES_ROLES = "select rolsuper or rolcreaterole from pg_roles where rolname = current_user and ? = ''";
  private static final String WAY_TO_CHANGE_EVENTS = """
      select coalesce(
        (select format('it may %s %s', lower(what), kept) from unnest(array['domain_event_entry', 'event_seal', 'checkpoint']) kept,
           unnest(array['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) what
         where has_table_privilege(?1, format('%I.%I', ?2, kept), what)
           or what = 'UPDATE' and has_any_column_privilege(?1, format('%I.%I', ?2, kept), what) limit 1),
        (select format('it is a member of %I, who owns %I', o.rolname, c.relname) from pg_class c join pg_roles o on o.oid = c.relowner
         where c.relnamespace = ?2::regnamespace and c.relname in ('domain_event_entry', 'event_seal', 'checkpoint')
           and pg_has_role(?1, c.relowner, 'MEMBER') limit 1),
        (select 'it owns the schema' from pg_namespace n where n.nspname = ?2 and pg_has_role(?1, n.nspowner, 'MEMBER')),
        (select 'it owns the database' from pg_database d where d.datname = current_database() and pg_has_role(?1, d.datdba, 'MEMBER')))""";

  /** Makes the role when it is not there. */
  void require(Connection owner) throws SQLException {
    refuse(owner, "select ? = current_user", "it is the owner of the tables");
    refuse(owner, "select rolsuper from pg_roles where rolname = ?", "it is a superuser");
    if (!isThere(owner)) make(owner);
    if (password.isPresent() && Sql.test(owner, MAKES_ROLES, "")) setOnceMore(owner, password.get());
  }

  private boolean isThere(Connection owner) throws SQLException {
    return Sql.test(owner, "select true from pg_roles where rolname = ?", name);
  }

  /** Roles belong to the server, and a start on another of its databases may make the same one at this moment. */
  private void make(Connection owner) throws SQLException {
    try {
      Sql.run(owner, Sql.quoted(owner, "create role %I login", name));
    } catch (SQLException e) {
      if (!isThere(owner)) throw e;
    }
  }

  /** Tried once more where a start on another database of the server sets it at this moment. */
  private void setOnceMore(Connection owner, String text) throws SQLException {
    try {
      setPassword(owner, text);
    } catch (SQLException e) {
      if (!CHANGED_MEANWHILE.equals(e.getSQLState())) throw e;
      setPassword(owner, text);
    }
  }

  // the driver hashes it first, so that the server's log never has it
  private void setPassword(Connection owner, String text) throws SQLException {
    owner.unwrap(PGConnection.class).alterUserPassword(name, text.toCharArray(), null);
  }

  private void refuse(Connection owner, String condition, String because) throws SQLException {
    if (Sql.test(owner, condition, name)) {
      throw cannot(because);
    }
  }

  /** In the caller's transaction, so that there is no moment in which events could be changed. */
  void grant(Connection owner) throws SQLException {
    for (var grant : GRANTS) {
      Sql.run(owner, Sql.quoted(owner, grant, owner.getSchema(), name));
    }
  }

  /** Rights that somebody gave it beside ours, directly or through another role. @throws IllegalArgumentException when it has any */
  void refuseIfItCanChangeEvents(Connection owner) throws SQLException {
    try (var statement = owner.prepareStatement(WAY_TO_CHANGE_EVENTS.replaceAll("\\?[12]", "?"))) {
      var places = Pattern.compile("\\?([12])").matcher(WAY_TO_CHANGE_EVENTS).results().map(m -> m.group(1)).toList();
      for (int i = 0; i < places.size(); i++) statement.setString(i + 1, places.get(i).equals("1") ? name : owner.getSchema());
      try (var row = statement.executeQuery()) {
        row.next();
        if (row.getString(1) != null) throw cannot(row.getString(1));
      }
    }
  }

  private IllegalArgumentException cannot(String because) {
    return new IllegalArgumentException("expected a role that cannot change events, found " + name + ": " + because
        + ". Take that right from it, or name another role as cmc.database.user (docs/operating.md)");
  }

  @Override public String toString() {
    return "role " + name;
  }
}
