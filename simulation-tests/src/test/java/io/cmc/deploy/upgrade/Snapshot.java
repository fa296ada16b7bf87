// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.upgrade;

import io.cmc.deploy.system.Site;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * The rows of a service's database at one moment, taken while the service works: what {@code pg_dump --data-only} writes, by SQL alone, so
 * that no client tool is needed. What was there before the rows, the scripts that its own list of scripts names have to make anew.
 */
final class Snapshot {

  private static final String HISTORY = "flyway_schema_history";
  private static final String HISTORY_TABLE = """
      create table flyway_schema_history (installed_rank int primary key, version varchar(50), description varchar(200) not null,
        type varchar(20) not null, script varchar(1000) not null, checksum int, installed_by varchar(100) not null,
        installed_on timestamp not null default now(), execution_time int not null, success boolean not null);
      create index flyway_schema_history_s_idx on flyway_schema_history (success);
      """;
  private static final String TABLES = """
      select c.relname || ' (' || string_agg(quote_ident(a.attname), ', ' order by a.attnum) || ')' from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace group by c.relname order by c.relname""";
  private static final String SEQUENCES = """
      select format('select setval(%L, %s, %L);', sequencename, coalesce(last_value, start_value), last_value is not null) from pg_sequences
      where schemaname = 'public' order by sequencename""";

  private final String text;

  Snapshot(String text) {
    this.text = text;
  }

  /** Of a version that was there before: {@code upgrades/NAME.sql}. */
  static Snapshot released(String name) throws IOException {
    return new Snapshot(resource("upgrades/" + name + ".sql"));
  }

  String text() {
    return text;
  }

  /** @param database its address, as its owner */
  static Snapshot of(String database) {
    try (var connection = DriverManager.getConnection(database)) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      var written = new StringWriter();
      for (var table : rows(connection, TABLES)) {
        written.write("copy " + table + " from stdin;\n");
        copies(connection).copyOut("copy " + table + " to stdout", written);
        written.write("\\.\n");
      }
      rows(connection, SEQUENCES).forEach(line -> written.write(line + "\n"));
      return new Snapshot(written.toString());
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A database of this name with these rows and nothing else, whatever was there before. */
  void restoreTo(String database) {
    recreate(database);
    try (var connection = DriverManager.getConnection(database); var statement = connection.createStatement()) {
      statement.execute(HISTORY_TABLE);
      copy(connection, blocks().stream().filter(b -> b.of(HISTORY)).toList());
      for (var script : rows(connection, "select script from " + HISTORY + " where version is not null order by installed_rank")) {
        statement.execute(resource("db/migration/" + script));
      }
      statement.execute("set session_replication_role = replica");
      for (var block : blocks()) {
        if (!block.of(HISTORY)) statement.execute("delete from " + block.table());
      }
      copy(connection, blocks().stream().filter(b -> !b.of(HISTORY)).toList());
      for (var line : text.lines().filter(l -> l.startsWith("select setval(")).toList()) statement.execute(line);
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void recreate(String database) {
    var name = database.replaceAll(".*/([^?]+).*", "$1");
    var beside = Site.sql(database.replace("/" + name, "/postgres"));
    beside.sql("drop database if exists " + name + " with (force)").update();
    beside.sql("create database " + name).update();
  }

  /** @param header {@code table (columns)} */
  private record Block(String header, String rows) {
    String table() {
      return header.substring(0, header.indexOf(' '));
    }

    boolean of(String table) {
      return table().equals(table);
    }
  }

  private List<Block> blocks() {
    var blocks = new ArrayList<Block>();
    var lines = new BufferedReader(new StringReader(text)).lines().iterator();
    while (lines.hasNext()) {
      var line = lines.next();
      if (!line.startsWith("copy ")) continue;
      var rows = new StringBuilder();
      for (var row = lines.next(); !row.equals("\\."); row = lines.next()) rows.append(row).append('\n');
      blocks.add(new Block(line.replaceAll("^copy (.*) from stdin;$", "$1"), rows.toString()));
    }
    return blocks;
  }

  private static void copy(Connection connection, List<Block> blocks) throws SQLException, IOException {
    for (var block : blocks) copies(connection).copyIn("copy " + block.header() + " from stdin", new StringReader(block.rows()));
  }

  private static CopyManager copies(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI();
  }

  private static List<String> rows(Connection connection, String sql) throws SQLException {
    var found = new ArrayList<String>();
    try (var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
      while (rows.next()) found.add(rows.getString(1));
    }
    return found;
  }

  private static String resource(String name) throws IOException {
    try (var in = Snapshot.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException("a script that was once run is there no more: " + name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
