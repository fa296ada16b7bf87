// SPDX-License-Identifier: Apache-2.0
package io.cmc.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {

  @TempDir Path folder;

  @Test void data_survive_a_restart_and_nothing_is_acknowledged_before_it_is_on_disk() throws Exception {
    try (var server = EmbeddedServer.start(folder); var c = connect(server)) {
      execute(c, "create table kept(n int)");
      execute(c, "insert into kept values (7)");
    }

    try (var server = EmbeddedServer.start(folder); var c = connect(server)) {
      assertThat(answer(c, "select n from kept")).isEqualTo("7");
      assertThat(answer(c, "show fsync")).isEqualTo("on");
      assertThat(answer(c, "show synchronous_commit")).isEqualTo("on");
      assertThat(answer(c, "show full_page_writes")).isEqualTo("on");
      assertThat(answer(c, "show server_version")).startsWith("15.");
    }
  }

  @Test void a_server_left_running_by_a_killed_process_is_stopped_first() throws Exception {
    var killed = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-cp",
        System.getProperty("java.class.path"), StartsAndDies.class.getName(), folder.toString()).inheritIO().start();
    assertThat(killed.waitFor()).isEqualTo(137);
    var pid = Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst().trim());
    assertThat(ProcessHandle.of(pid)).as("the orphan").isPresent();

    try (var server = EmbeddedServer.start(folder); var c = connect(server)) {
      assertThat(answer(c, "select 1")).isEqualTo("1");
    }
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).as("the orphan").isEmpty();
  }

  /** Runs in a process of its own. */
  static final class StartsAndDies {
    public static void main(String[] args) {
      EmbeddedServer.start(Path.of(args[0]));
      Runtime.getRuntime().halt(137);
    }
  }

  @Test void each_scratch_database_is_new() throws Exception {
    var one = ThrowawayServer.newDatabase();
    var two = ThrowawayServer.newDatabase();

    assertThat(one).isNotEqualTo(two);
    try (var c = DriverManager.getConnection(two)) {
      assertThat(answer(c, "select count(*) from pg_class where relname = 'kept'")).isEqualTo("0");
    }
  }

  @Test void a_prepared_database_is_prepared_once_and_each_copy_is_its_own() throws Exception {
    var prepared = new ArrayList<String>();
    var database = new PreparedDatabase(url -> {
      prepared.add(url);
      execute(url, "create table kept (n int)");
    });
    var one = database.copy();
    execute(one, "insert into kept values (1)");
    var two = database.copy();

    assertThat(prepared).singleElement().isNotIn(one, two);
    try (var c = DriverManager.getConnection(two)) {
      assertThat(answer(c, "select count(*) from kept")).isEqualTo("0");
    }
  }

  private static void execute(String url, String sql) {
    try (var c = DriverManager.getConnection(url)) {
      execute(c, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Connection connect(EmbeddedServer server) throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl("postgres"));
  }

  private static void execute(Connection c, String sql) throws SQLException {
    try (var s = c.createStatement()) {
      s.execute(sql);
    }
  }

  private static String answer(Connection c, String sql) throws SQLException {
    try (var s = c.createStatement(); var r = s.executeQuery(sql)) {
      r.next();
      return r.getString(1);
    }
  }
}
