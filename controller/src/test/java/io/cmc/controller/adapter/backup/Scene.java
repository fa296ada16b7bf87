// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import io.cmc.controller.secrecy.SecretReader;
import io.cmc.id.MigrationId;
import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.Database;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.Pace;
import io.cmc.plan.Secret;
import io.cmc.plan.SourceDomain;
import io.cmc.plan.TargetDomain;
import io.cmc.plan.Verification;
import io.cmc.postgres.ThrowawayServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import org.postgresql.ds.PGSimpleDataSource;

/** Databases on a real server, and plans that have them backed up. */
final class Scene {

  static final String PASSWORD = "it's \"secret\": \\ $(id) €";
  static final SecretReader SECRETS = SecretReader.of(name -> name.equals("RIGHT") ? PASSWORD : name.equals("WRONG") ? "guess" : null);
  static final Optional<Secret> RIGHT = Optional.of(new Secret(Secret.Kind.ENV, "RIGHT"));
  static final Optional<Secret> WRONG = Optional.of(new Secret(Secret.Kind.ENV, "WRONG"));
  /** A user whom the server asks for a password, unlike all others; may make databases. */
  static final String GUARDED = "guarded";

  private Scene() {}

  static Database empty() throws SQLException {
    try (var c = DriverManager.getConnection(ThrowawayServer.newDatabase())) {
      return named(c.getCatalog());
    }
  }

  /** Filled, and shared by all tests that only read. */
  static Database shared() {
    return Shared.FILLED;
  }

  /** A database with one empty table that is called so until the next one asks for it: each new one costs a second of syncing. */
  static Database called(String name) throws SQLException {
    var postgres = named("postgres");
    var now = answer(postgres, "select datname from pg_database where oid = " + Shared.renamed);
    if (!now.equals(name)) run(postgres, "alter database " + quoted(now) + " rename to " + quoted(name));
    return named(name);
  }

  /** It was replaced by another of its name: that one is the one for the next test. */
  static void renamedAway(Database database) throws SQLException {
    Shared.renamed = answer(named("postgres"), "select oid from pg_database where datname = '" + database.name().replace("'", "''") + "'");
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static final class Shared {
    static final Database FILLED = made(Scene::filled);
    static volatile String renamed = made(() -> {
      var database = empty();
      run(database, "create table mark(n int)");
      return answer(database, "select oid from pg_database where datname = current_database()");
    });

    private static <T> T made(Callable<T> making) {
      try {
        return making.call();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** With two schemas, a parent and its part, names that need quotes, and some rows. */
  static Database filled() throws SQLException {
    var database = empty();
    fill(database);
    return database;
  }

  static void fill(Database database) throws SQLException {
    run(database, "create schema \"Odd \"\" schema\"",
        "create table contracts(id bigserial primary key, payload bytea)",
        "insert into contracts(payload) select decode(md5(n::text), 'hex') from generate_series(1, 1000) n",
        "create table \"Odd \"\" schema\".\"TABLE DATA\"(n int)", "insert into \"Odd \"\" schema\".\"TABLE DATA\" values (1), (2)",
        "create table events(at date) partition by range (at)",
        "create table events_2026 partition of events for values from ('2026-01-01') to ('2027-01-01')",
        "insert into events values ('2026-11-23')", "create view latest as select max(id) from contracts");
  }

  static Database named(String name) {
    return new Database("localhost", ThrowawayServer.server().port(), name, "postgres", Optional.empty());
  }

  static Database as(String user, Optional<Secret> password, Database database) {
    return new Database(database.host(), database.port(), database.name(), user, password);
  }

  static MigrationPlan plan(Path folder) {
    return plan(folder, 1);
  }

  static MigrationPlan plan(Path folder, int jobs) {
    var source = new SourceDomain(new SynchronizerAlias("old"), new SynchronizerId("old::1220aa"), 4, Optional.empty(), Optional.empty(),
        BackupStrategy.CONFIRM);
    var target = new TargetDomain(new SynchronizerAlias("new"), new SynchronizerId("new::1220bb"), 5, List.of("http://localhost:5003"),
        Optional.empty(), Optional.empty());
    return new MigrationPlan(new MigrationId("m"), source, target, List.of(), ClosingStrategy.OUTSIDE, Verification.DEFAULT, Set.of(),
        new Pace(1, 1, jobs, 1, Duration.ofMinutes(1), Duration.ofMinutes(1)), Duration.ZERO, Optional.of(folder.toString()), false);
  }

  static Connection open(Database database) throws SQLException {
    var source = new PGSimpleDataSource();
    source.setPortNumbers(new int[] {database.port()});
    source.setDatabaseName(database.name());
    source.setUser("postgres");
    return source.getConnection();
  }

  static void run(Database database, String... sql) throws SQLException {
    try (var c = open(database); var s = c.createStatement()) {
      for (var each : sql) s.execute(each);
    }
  }

  static String answer(Database database, String sql) throws SQLException {
    try (var c = open(database); var s = c.createStatement(); var r = s.executeQuery(sql)) {
      return r.next() ? r.getString(1) : null;
    }
  }

  /** Makes the guarded user, and lets the server ask for its password from now on. Once for the server. */
  static void guard() throws Exception {
    Guard.MADE.toString();
  }

  private static final class Guard {
    static final Instant MADE = make();

    private static Instant make() {
      try {
        var postgres = named("postgres");
        run(postgres, "create role " + GUARDED + " login createdb password '" + PASSWORD.replace("'", "''") + "'");
        var rules = Path.of(answer(postgres, "show hba_file"));
        Files.writeString(rules, "host all " + GUARDED + " all scram-sha-256\n" + Files.readString(rules));
        run(postgres, "select pg_reload_conf()");
        while (letsInWithout(PASSWORD)) Thread.onSpinWait();
        return Instant.now();
      } catch (Exception e) {
        throw new IllegalStateException("the server cannot be guarded", e);
      }
    }

    private static boolean letsInWithout(String password) {
      var who = new Properties();
      who.setProperty("user", GUARDED);
      who.setProperty("password", "not " + password);
      try (var c = DriverManager.getConnection("jdbc:postgresql://localhost:" + ThrowawayServer.server().port() + "/postgres", who)) {
        return true;
      } catch (SQLException e) {
        return false;
      }
    }
  }
}
