// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import static io.cmc.controller.adapter.backup.Scene.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cmc.controller.port.Backups;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.Database;
import io.cmc.rejection.ProblemCode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ResourceLock("sessions of backups")
@Timeout(60)
class TemplateCopiesTest {

  static final AtomicInteger NAMES = new AtomicInteger();
  final String name = "net-eu-7.alfa-" + NAMES.incrementAndGet();
  final String copy = "cmc_backup_" + name;
  final Backups backups = BackupStrategies.of(Scene.SECRETS, Path.of("unused"), Optional.empty(), (c, e) -> {
    throw new AssertionError("no tool is needed, found " + c);
  }).get(BackupStrategy.TEMPLATE_COPY);

  @Test void a_copy_is_proved_and_holds_the_same_rows() throws Exception {
    var database = Scene.shared();
    var before = Instant.now();

    backups.take(plan(), database, name);

    var proof = backups.find(plan(), database, name).orElseThrow();
    assertThat(proof.strategy()).isEqualTo(BackupStrategy.TEMPLATE_COPY);
    assertThat(proof.location()).isEqualTo("localhost:" + database.port() + "/" + copy);
    assertThat(proof.objects()).isEqualTo(4);
    assertThat(proof.sha256()).isEqualTo(answer(database, "select encode(sha256(convert_to("
        + "'\"Odd \"\" schema\".\"TABLE DATA\":2\n\"public\".\"contracts\":1000\n\"public\".\"events\":0\n\"public\".\"events_2026\":1\n', 'utf8')), 'hex')"));
    assertThat(proof.bytes()).isGreaterThan(1_000_000);
    assertThat(proof.serverTime()).isBetween(before.minusSeconds(5), Instant.now().plusSeconds(5));
    var content = "select md5(string_agg(t::text, ',' order by t::text)) from contracts t";
    assertThat(answer(Scene.named(copy), content)).isEqualTo(answer(database, content));
  }

  @Test void a_node_that_comes_back_at_once_is_neither_in_the_way_nor_locked_out() throws Exception {
    var database = Scene.filled();
    var stop = new AtomicBoolean();
    var entries = new AtomicLong();
    try (var node = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        node.submit(() -> comesBackAlways(database, stop, entries, 1));
        node.submit(() -> comesBackAlways(database, stop, entries, 1_000_000));
        waitFor(() -> entries.get() >= 5);

        backups.take(plan(), database, name);

        var then = entries.get();
        waitFor(() -> entries.get() >= then + 5);
      } finally {
        stop.set(true);
      }
    }
    assertThat(backups.find(plan(), database, name)).isPresent();
  }

  private static Object comesBackAlways(Database database, AtomicBoolean stop, AtomicLong entries, int statements) {
    while (!stop.get()) {
      try (var c = Scene.open(database); var s = c.createStatement()) {
        entries.incrementAndGet();
        for (var i = 0; i < statements && !stop.get(); i++) s.execute("insert into contracts(payload) values ('more')");
      } catch (SQLException e) {
        // cut off, comes back
      }
    }
    return null;
  }

  private static void waitFor(BooleanSupplier condition) {
    var deadline = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test void a_finished_copy_is_never_touched() throws Exception {
    var database = Scene.filled();
    backups.take(plan(), database, name);
    var proof = backups.find(plan(), database, name);
    Scene.run(database, "insert into contracts(payload) values ('later')");

    backups.take(plan(), database, name);

    assertThat(backups.find(plan(), database, name)).isPresent().isEqualTo(proof);
    assertThat(catchThrowableOfType(SQLException.class, () -> Scene.run(Scene.named(copy), "drop table contracts")).getSQLState())
        .as("read only").isEqualTo("25006");
  }

  @Test void an_unfinished_copy_is_not_found_and_made_anew() throws Exception {
    var database = Scene.shared();
    Scene.run(Scene.named("postgres"), "create database \"" + copy + "\"");
    assertThat(backups.find(plan(), database, name)).isEmpty();

    backups.take(plan(), database, name);

    assertThat(backups.find(plan(), database, name)).isPresent();
    assertThat(answer(Scene.named(copy), "select count(*) from contracts")).isEqualTo("1000");
  }

  @Test void a_spoilt_copy_is_neither_found_nor_replaced() throws Exception {
    var database = Scene.shared();
    backups.take(plan(), database, name);

    spoilt(database, "delete from contracts where id = 7", "insert into contracts(id, payload) values (7, 'again')");
    spoilt(database, "create table more()", "drop table more");
    spoilt(database, "alter table contracts rename to contract", "alter table contract rename to contracts");
    var proof = answer(Scene.named(copy), "select shobj_description(oid, 'pg_database') from pg_database where datname = '" + copy + "'");
    spoilt(database, comment("mine, do not touch"), comment(proof));
    spoilt(database, comment("{}"), comment(proof));
    spoilt(Scene.named("postgres"), "select 'asked for another database'", "select 'nothing to undo'");
  }

  private String comment(String text) {
    return "comment on database \"" + copy + "\" is '" + text + "'";
  }

  private void spoilt(Database asked, String how, String undo) throws SQLException {
    Scene.run(Scene.named(copy), "set default_transaction_read_only = off", how);
    assertThat(backups.find(plan(), asked, name)).as(how).isEmpty();
    var trouble = catchThrowableOfType(NodeTrouble.class, () -> backups.take(plan(), asked, name));

    assertThat(trouble.problem().code()).as(how).isEqualTo(ProblemCode.BACKUP_UNFIT);
    assertThat(trouble.kind()).isEqualTo(Kind.PERMANENT);
    Scene.run(Scene.named(copy), "set default_transaction_read_only = off", undo);
    assertThat(backups.find(plan(), Scene.shared(), name)).as(undo).isPresent();
  }

  @ParameterizedTest @ValueSource(strings = {"it's dou\"ble", "--x $(touch hit); drop table mark",
      "postgresql://%I %L back\\slash'/x?y=%00"})
  void a_name_is_a_name_and_nothing_more(String odd) throws Exception {
    var database = Scene.called(odd);

    backups.take(plan(), database, odd + " copied");

    assertThat(backups.find(plan(), database, odd + " copied")).isPresent();
    assertThat(answer(database, "select count(*) from mark")).isEqualTo("0");
  }

  @Test void the_maintenance_database_can_be_backed_up_too() throws Exception {
    var database = Scene.named("postgres");
    Scene.run(database, "create table if not exists of_a_node(n int)");

    backups.take(plan(), database, name);

    assertThat(backups.find(plan(), database, name)).isPresent();
  }

  @Test void an_empty_database_is_no_backup() throws Exception {
    var database = Scene.empty();

    var trouble = catchThrowableOfType(NodeTrouble.class, () -> backups.take(plan(), database, name));

    assertThat(trouble.problem().code()).isEqualTo(ProblemCode.BACKUP_UNFIT);
    assertThat(backups.find(plan(), database, name)).isEmpty();
  }

  @Test void an_owner_with_the_right_to_make_databases_is_enough() throws Exception {
    var guarded = ownedByGuarded();

    assertThat(backups.check(plan(), guarded)).isEmpty();
    backups.take(plan(), guarded, name);

    assertThat(backups.find(plan(), guarded, name)).isPresent();
  }

  private static Database ownedByGuarded() throws Exception {
    Scene.guard();
    var database = Scene.empty();
    Scene.run(database, "alter database " + database.name() + " owner to guarded", "create table contracts()",
        "alter table contracts owner to guarded");
    return Scene.as(Scene.GUARDED, Scene.RIGHT, database);
  }

  @Test void sessions_that_must_not_be_ended_are_found_beforehand_and_left_alone() throws Exception {
    var guarded = ownedByGuarded();
    try (var superuser = Scene.open(guarded)) {
      assertStops(guarded, "sessions of postgres");
      assertThat(superuser.isValid(5)).isTrue();
    }
  }

  @Test void missing_rights_are_found_beforehand() throws Exception {
    Scene.guard();
    assertStops(Scene.as(Scene.GUARDED, Scene.RIGHT, Scene.shared()), "another owner");
    Scene.run(Scene.named("postgres"), "create role maker_" + NAMES.get() + " login");
    assertStops(Scene.as("maker_" + NAMES.get(), Optional.empty(), Scene.shared()), "it may not");
  }

  private void assertStops(Database database, String found) {
    var findings = backups.check(plan(), database);
    var trouble = catchThrowableOfType(NodeTrouble.class, () -> backups.take(plan(), database, name));

    assertThat(findings).singleElement().satisfies(f -> {
      assertThat(f.check()).isEqualTo("backup-credentials");
      assertThat(f.blocks()).isTrue();
      assertThat(f.problem().found()).isEqualTo(found);
    });
    assertThat(trouble.problem()).isEqualTo(findings.getFirst().problem());
    assertThat(trouble.kind()).isEqualTo(Kind.PERMANENT);
  }

  /** A database that somebody is about to change keeps the copy waiting for its lock; so it is interrupted in the middle. */
  @Test void an_interrupted_copy_ends_on_the_server_too_and_locks_nobody_out() throws Exception {
    var database = Scene.shared();
    var trouble = new CompletableFuture<NodeTrouble>();
    try (var renaming = Scene.open(Scene.named("postgres")); var s = renaming.createStatement()) {
      renaming.setAutoCommit(false);
      s.execute("comment on database " + database.name() + " is 'locked'");
      var worker = Thread.ofVirtual().start(() -> trouble.complete(
          catchThrowableOfType(NodeTrouble.class, () -> backups.take(plan(), database, name))));
      while (copiesRunning(database) == 0 && worker.isAlive()) Thread.onSpinWait();

      worker.interrupt();

      assertThat(trouble.get(30, TimeUnit.SECONDS).kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(copiesRunning(database)).isZero();
      renaming.rollback();
    }
    assertThat(backups.find(plan(), database, name)).isEmpty();
    assertThat(answer(database, "select count(*) from contracts")).isEqualTo("1000");
  }

  private static int copiesRunning(Database database) throws SQLException {
    return Integer.parseInt(answer(Scene.named("postgres"),
        "select count(*) from pg_stat_activity where query ilike 'create database%template%" + database.name() + "%' and state = 'active' and pid <> pg_backend_pid()"));
  }

  @Test void a_copy_whose_service_was_killed_is_ended_by_the_next_attempt() throws Exception {
    var database = Scene.shared();
    try (var killed = Scene.open(Scene.named("postgres")); var s = killed.createStatement()) {
      s.execute("set application_name = '" + new BackupName(name).session() + "'");
      killed.setAutoCommit(false);
      s.execute("comment on database " + database.name() + " is 'a lock that stays'");

      backups.take(plan(), database, name);

      assertThat(killed.isValid(5)).isFalse();
    }
    assertThat(backups.find(plan(), database, name)).isPresent();
  }

  @Test void a_lock_that_does_not_go_away_is_waited_for_in_vain_but_not_for_ever() throws Exception {
    var database = Scene.shared();
    var impatient = new TemplateCopies(new DatabaseLogin(Scene.SECRETS), Duration.ofMillis(200));
    try (var locking = Scene.open(Scene.named("postgres")); var s = locking.createStatement()) {
      locking.setAutoCommit(false);
      s.execute("comment on database " + database.name() + " is 'locked'");

      var trouble = catchThrowableOfType(NodeTrouble.class, () -> impatient.take(plan(), database, name));

      assertThat(trouble.kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(trouble.problem().found()).contains("lock timeout");
    }
  }

  private static io.cmc.plan.MigrationPlan plan() {
    return Scene.plan(Path.of("unused"));
  }

}
