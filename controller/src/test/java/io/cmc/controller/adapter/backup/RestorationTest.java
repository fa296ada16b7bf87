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
import io.cmc.plan.MigrationPlan;
import io.cmc.rejection.ProblemCode;
import io.cmc.rejection.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

@Order(1) // others wait for the same sessions, and nobody shall at the end
@ResourceLock("sessions of backups")
@Timeout(300)
class RestorationTest {

  /** Each run crashes before every fourth statement, starting at one of the first four by chance; 1 and 0 crash before every one. */
  static final int CRASHES_APART = Integer.getInteger("restore.crashes.apart", 4);
  static final int FIRST_CRASH = Integer.getInteger("restore.crashes.first", ThreadLocalRandom.current().nextInt(CRASHES_APART));
  static final AtomicInteger NAMES = new AtomicInteger();
  static final Database POSTGRES = Scene.named("postgres");
  @TempDir Path folder;
  final String name = "net-eu-7.restored-" + NAMES.incrementAndGet();
  final ToolRunner real = ToolRunner.childProcesses();

  @AfterEach void nothing_is_left_beside() throws SQLException {
    assertThat(beside()).isEmpty();
  }

  @ParameterizedTest @EnumSource(mode = Mode.EXCLUDE, names = "CONFIRM")
  void everything_is_as_it_was_backed_up_and_the_backup_can_be_restored_again(BackupStrategy strategy) throws Exception {
    var backups = backups(strategy);
    var database = backedUp(backups);
    var before = contents(database);

    for (var time = 0; time < 2; time++) {
      damage(database);
      assertThat(backups.restored(plan(), database, name)).isFalse();

      backups.restore(plan(), database, name);

      assertThat(backups.restored(plan(), database, name)).isTrue();
      assertThat(contents(database)).isEqualTo(before);
      assertThat(backups.find(plan(), database, name)).isPresent();
      assertThat(beside()).isEmpty();
      Scene.run(database, "insert into contracts(payload) values ('written after')");
    }
  }

  @ParameterizedTest @EnumSource(mode = Mode.EXCLUDE, names = "CONFIRM")
  void what_belongs_to_the_database_as_a_whole_stays(BackupStrategy strategy) throws Exception {
    Scene.guard();
    var backups = backups(strategy);
    var database = backedUp(backups);
    var id = '"' + database.name() + '"';
    Scene.run(database, "alter database " + id + " owner to guarded", "revoke connect on database " + id + " from public",
        "grant create, connect on database " + id + " to pg_monitor with grant option", "alter database " + id + " connection limit 17",
        "alter database " + id + " set search_path to \"Odd \"\" schema\", public, \"$user\"", "alter database " + id + " set work_mem to '7MB'",
        "alter database " + id + " set \"odd.setting\" to 'it''s; drop'", "alter role guarded in database " + id + " set lock_timeout to '3s'");
    var traits = traits(database);

    backups.restore(plan(), database, name);

    assertThat(traits(database)).isEqualTo(traits).contains("guarded", "17", "7MB", "pg_monitor");
    assertThat(answer(database, "show search_path")).isEqualTo("\"Odd \"\" schema\", public, \"$user\"");
    assertThat(answer(database, "show \"odd.setting\"")).isEqualTo("it's; drop");
  }

  @ParameterizedTest @EnumSource(mode = Mode.EXCLUDE, names = "CONFIRM")
  void after_a_crash_before_any_statement_it_is_restored_all_the_same(BackupStrategy strategy) throws Exception {
    var backups = backups(strategy);
    var database = backedUp(backups);
    var before = contents(database);

    for (var statements = FIRST_CRASH; crashes(strategy, database, statements); statements += CRASHES_APART) {
      assertThat(List.of(before, damaged(database))).as("crashed after %d statements, looked at before it was repeated", statements)
          .contains(contents(database));
      var done = backups.restored(plan(), database, name);
      if (done) assertThat(contents(database)).isEqualTo(before);

      backups.restore(plan(), database, name);

      assertThat(contents(database)).as("crashed after %d statements, then repeated", statements).isEqualTo(before);
      assertThat(beside()).as("crashed after %d statements, then repeated", statements).isEmpty();
      assertThat(backups.restored(plan(), database, name)).isTrue();
      assertThat(statements).as("statements of a restore").isLessThan(200);
    }
  }

  /** @return whether it was cut off; false once it came to its end */
  private boolean crashes(BackupStrategy strategy, Database database, int statements) throws SQLException {
    damage(database);
    var countdown = new Crash.Countdown(statements);
    try {
      backups(strategy, countdown.watch(real), countdown::watch).restore(plan(), database, name);
      assertThat(countdown.reached()).as("a failure was kept to itself").isFalse();
      assertThat(statements).as("statements of a restore").isGreaterThan(20);
      return false;
    } catch (Crash | NodeTrouble e) {
      assertThat(countdown.reached()).as(String.valueOf(e)).isTrue();
      return true;
    }
  }

  @ParameterizedTest @EnumSource(mode = Mode.EXCLUDE, names = "CONFIRM")
  void while_somebody_is_in_the_database_it_is_not_restored(BackupStrategy strategy) throws Exception {
    var backups = backups(strategy);
    var database = backedUp(backups);
    damage(database);
    try (var node = Scene.open(database); var s = node.createStatement()) {
      s.execute("set application_name = 'canton'");

      var trouble = catchThrowableOfType(NodeTrouble.class, () -> backups.restore(plan(), database, name));

      assertThat(trouble.problem().code()).isEqualTo(ProblemCode.NODE_STILL_RUNS);
      assertThat(trouble.kind()).isEqualTo(Kind.PERMANENT);
      assertThat(trouble.problem().found()).isEqualTo("sessions of postgres (canton)");
      assertThat(backups.sessions(plan(), database)).containsExactly("postgres (canton)");
      assertThat(node.isValid(5)).as("the session was left alone").isTrue();
    }
    assertThat(contents(database)).isEqualTo(damaged(database));
    assertThat(backups.restored(plan(), database, name)).isFalse();
  }

  /** While the new database is looked at, and after it was last looked whether anybody is there: then the server itself refuses. */
  @ParameterizedTest @CsvSource({"PG_DUMP,connection limit", "TEMPLATE_COPY,connection limit", "TEMPLATE_COPY,rename to"})
  void a_node_that_comes_back_in_the_middle_keeps_its_database(BackupStrategy strategy, String moment) throws Exception {
    var database = backedUp(backups(strategy));
    damage(database);
    var node = new AtomicReference<Connection>();
    UnaryOperator<Connection> comesBack = session -> Crash.watched(session, sql -> {
      if (node.get() == null && sql.contains(moment)) node.set(opened(database));
    });
    try {
      var trouble = catchThrowableOfType(NodeTrouble.class,
          () -> backups(strategy, real, comesBack).restore(plan(), database, name));

      assertThat(trouble.problem().code()).isEqualTo(ProblemCode.NODE_STILL_RUNS);
      assertThat(node.get().isValid(5)).isTrue();
    } finally {
      node.get().close();
    }
    assertThat(contents(database)).isEqualTo(damaged(database));
  }

  @Test void a_lock_on_the_database_is_waited_for_in_vain_but_not_for_ever() throws Exception {
    var backups = backups(BackupStrategy.TEMPLATE_COPY);
    var database = backedUp(backups);
    damage(database);
    try (var locking = Scene.open(POSTGRES); var s = locking.createStatement()) {
      locking.setAutoCommit(false);
      s.execute("comment on database " + database.name() + " is 'locked'");

      var trouble = catchThrowableOfType(NodeTrouble.class, () -> backups.restore(plan(), database, name));

      assertThat(trouble.kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(trouble.problem().found()).contains("lock timeout");
    }
    assertThat(contents(database)).isEqualTo(damaged(database));
  }

  private static Connection opened(Database database) {
    try {
      return Scene.open(database);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest @ValueSource(strings = {"cut off", "changed", "gone"})
  void a_spoilt_dump_is_refused_before_anything_is_touched(String how) throws Exception {
    var backups = backups(BackupStrategy.PG_DUMP);
    var database = backedUp(backups);
    damage(database);
    var dump = folder.resolve(name).resolve("dump");
    try (var files = Files.list(dump)) {
      var rows = files.filter(f -> !f.endsWith("toc.dat")).max(java.util.Comparator.comparing(f -> f.toFile().length())).orElseThrow();
      var bytes = Files.readAllBytes(rows);
      switch (how) {
        case "cut off" -> Files.write(rows, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        case "changed" -> {
          bytes[bytes.length / 2] ^= 1;
          Files.write(rows, bytes);
        }
        default -> Files.delete(folder.resolve(name).resolve("proof.json"));
      }
    }

    assertUnfit(backups, database);
  }

  @Test void a_spoilt_copy_is_refused_before_anything_is_touched() throws Exception {
    var backups = backups(BackupStrategy.TEMPLATE_COPY);
    var database = backedUp(backups);
    damage(database);
    Scene.run(Scene.named("cmc_backup_" + name), "set default_transaction_read_only = off", "delete from contracts where id = 7");

    assertUnfit(backups, database);
  }

  private void assertUnfit(Backups backups, Database database) throws SQLException {
    var oid = oid(database);
    assertThat(catchThrowableOfType(NodeTrouble.class, () -> backups.restore(plan(), database, name)).problem().code())
        .isEqualTo(ProblemCode.BACKUP_UNFIT);
    var trouble = catchThrowableOfType(NodeTrouble.class, () -> backups.prove(plan(), database, name));
    assertThat(trouble.problem().code()).isEqualTo(ProblemCode.BACKUP_UNFIT);
    assertThat(trouble.kind()).isEqualTo(Kind.PERMANENT);
    assertThat(contents(database)).isEqualTo(damaged(database));
    assertThat(oid(database)).as("the same database as before").isEqualTo(oid);
  }

  @ParameterizedTest @EnumSource(mode = Mode.EXCLUDE, names = "CONFIRM")
  void a_backup_is_proved_beside_a_running_node(BackupStrategy strategy) throws Exception {
    var backups = backups(strategy);
    var database = backedUp(backups);
    damage(database);
    try (var node = Scene.open(database)) {
      var proof = backups.prove(plan(), database, name);

      assertThat(proof.tables()).isEqualTo(4);
      assertThat(proof.rows()).isEqualTo(1003);
      assertThat(proof.took()).isPositive();
      assertThat(proof.scratch()).startsWith("cmc_scratch_");
      assertThat(node.isValid(5)).isTrue();
    }
    assertThat(beside()).isEmpty();
    assertThat(contents(database)).isEqualTo(damaged(database));
    assertThat(backups.restored(plan(), database, name)).isFalse();
  }

  @ParameterizedTest @EnumSource(mode = Mode.EXCLUDE, names = "CONFIRM")
  void what_a_crash_left_of_a_proof_is_gone_after_the_next(BackupStrategy strategy) throws Exception {
    var backups = backups(strategy);
    var database = backedUp(backups);
    var left = 0;
    for (var statements = 8; crashesProving(strategy, database, statements); statements += 3) {
      left += beside().size();

      assertThat(backups.prove(plan(), database, name).rows()).isEqualTo(1003);

      assertThat(beside()).as("crashed after %d statements, then repeated", statements).isEmpty();
    }
    assertThat(left).as("databases that crashes left").isPositive();
  }

  private boolean crashesProving(BackupStrategy strategy, Database database, int statements) {
    var countdown = new Crash.Countdown(statements);
    try {
      backups(strategy, countdown.watch(real), countdown::watch).prove(plan(), database, name);
      return countdown.reached();
    } catch (Crash | NodeTrouble e) {
      return true;
    }
  }

  @Test void a_restore_that_fails_half_way_leaves_the_database_and_nothing_else() throws Exception {
    var database = backedUp(backups(BackupStrategy.PG_DUMP));
    damage(database);
    ToolRunner failing = (command, environment) -> {
      var outcome = real.run(command, environment);
      return command.contains("--exit-on-error") ? new ToolRunner.Outcome(1, "", "pg_restore: error: role \"gone\" does not exist") : outcome;
    };
    var backups = backups(BackupStrategy.PG_DUMP, failing, UnaryOperator.identity());

    for (Runnable attempt : List.<Runnable>of(() -> backups.restore(plan(), database, name), () -> backups.prove(plan(), database, name))) {
      var trouble = catchThrowableOfType(NodeTrouble.class, attempt::run);

      assertThat(trouble.problem().code()).isEqualTo(ProblemCode.RESTORE_FAILED);
      assertThat(trouble.problem().found()).isEqualTo("exit 1: pg_restore: error: role \"gone\" does not exist");
      assertThat(trouble.kind()).isEqualTo(Kind.PERMANENT);
      assertThat(beside()).isEmpty();
      assertThat(contents(database)).isEqualTo(damaged(database));
    }
  }

  @Test void a_restore_that_brings_back_too_little_is_no_restore() throws Exception {
    var database = backedUp(backups(BackupStrategy.PG_DUMP));
    damage(database);
    ToolRunner forgetful = (command, environment) -> {
      var shorter = new ArrayList<>(command);
      if (command.contains("--exit-on-error")) shorter.add(1, "--table=contracts");
      return real.run(shorter, environment);
    };

    var trouble = catchThrowableOfType(NodeTrouble.class,
        () -> backups(BackupStrategy.PG_DUMP, forgetful, UnaryOperator.identity()).restore(plan(), database, name));

    assertThat(trouble.problem().code()).isEqualTo(ProblemCode.BACKUP_UNFIT);
    assertThat(trouble.problem().found()).isEqualTo("1 tables");
    assertThat(contents(database)).isEqualTo(damaged(database));
  }

  @ParameterizedTest @EnumSource(mode = Mode.EXCLUDE, names = "CONFIRM")
  void a_backup_that_was_taken_anew_is_another_backup(BackupStrategy strategy) throws Exception {
    var backups = backups(strategy);
    var database = backedUp(backups);
    backups.restore(plan(), database, name);
    assertThat(backups.restored(plan(), database, name + "-p1")).isFalse();

    Scene.run(database, "insert into contracts(payload) values ('more')");
    if (strategy == BackupStrategy.PG_DUMP) Files.move(folder.resolve(name), folder.resolve("away"));
    else Scene.run(POSTGRES, "drop database \"cmc_backup_" + name + '"');
    assertThat(backups.restored(plan(), database, name)).as("no backup, no restored one").isFalse();
    backups.take(plan(), database, name);

    assertThat(backups.restored(plan(), database, name)).isFalse();
    backups.restore(plan(), database, name);
    assertThat(answer(database, "select count(*) from contracts")).isEqualTo("1001");
  }

  @ParameterizedTest @EnumSource(mode = Mode.EXCLUDE, names = "CONFIRM")
  void a_name_is_a_name_and_nothing_more(BackupStrategy strategy) throws Exception {
    var backups = backups(strategy);
    for (var odd : List.of("it's dou\"ble %I %s", "--x $(touch hit); drop table mark", "postgresql://x/y?z=%00 back\\slash'")) {
      var database = Scene.called(odd);
      backups.take(plan(), database, odd + strategy);
      Scene.run(database, "insert into mark values (1)");

      assertThat(backups.prove(plan(), database, odd + strategy).tables()).isEqualTo(1);
      backups.restore(plan(), database, odd + strategy);

      assertThat(answer(database, "select count(*) from mark")).isEqualTo("0");
      Scene.renamedAway(database);
    }
    assertThat(Path.of("hit")).doesNotExist();
  }

  @ParameterizedTest @EnumSource(mode = Mode.EXCLUDE, names = "CONFIRM")
  void an_owner_with_the_right_to_make_databases_is_enough(BackupStrategy strategy) throws Exception {
    Scene.guard();
    var database = Scene.as(Scene.GUARDED, Scene.RIGHT, Scene.empty());
    Scene.run(database, "alter database " + database.name() + " owner to guarded", "create table contracts(n int)",
        "alter table contracts owner to guarded", "insert into contracts values (1)");
    var commands = new ArrayList<List<String>>();
    var backups = backups(strategy, (command, environment) -> {
      commands.add(command);
      return real.run(command, environment);
    }, UnaryOperator.identity());
    backups.take(plan(), database, name);
    Scene.run(database, "delete from contracts");

    assertThat(backups.checkRestore(plan(), database)).noneMatch(f -> f.blocks());
    assertThat(backups.prove(plan(), database, name).rows()).isEqualTo(1);
    backups.restore(plan(), database, name);

    assertThat(answer(database, "select count(*) || min(tableowner) from contracts, pg_tables where tablename = 'contracts'")).isEqualTo("1guarded");
    assertThat(commands).allSatisfy(c -> assertThat(c).noneMatch(a -> a.contains("secret")));
  }

  @ParameterizedTest @EnumSource(mode = Mode.EXCLUDE, names = "CONFIRM")
  void missing_rights_are_found_beforehand(BackupStrategy strategy) throws Exception {
    Scene.guard();

    var findings = backups(strategy).checkRestore(plan(), Scene.as(Scene.GUARDED, Scene.RIGHT, Scene.shared()));

    assertThat(findings).singleElement().satisfies(f -> {
      assertThat(f.check()).isEqualTo("restore-rights");
      assertThat(f.problem().code()).isEqualTo(ProblemCode.STRATEGY_NOT_POSSIBLE);
      assertThat(f.blocks()).isTrue();
    });
  }

  @Test void room_is_looked_at_where_the_server_is_on_this_machine() {
    var login = new DatabaseLogin(Scene.SECRETS);

    assertThat(new RestoreChecks(login, Scene.shared(), f -> Long.MAX_VALUE).findings()).isEmpty();
    assertThat(new RestoreChecks(login, Scene.shared(), f -> 1_000_000).findings()).singleElement().satisfies(f -> {
      assertThat(f.check()).isEqualTo("restore-room");
      assertThat(f.blocks()).isTrue();
      assertThat(f.problem().code()).isEqualTo(ProblemCode.SPACE_SHORT);
      assertThat(f.problem().found()).isEqualTo("1000000 bytes");
    });
  }

  @Test void room_that_cannot_be_known_is_said_to_be_so() throws Exception {
    Scene.guard();
    var database = Scene.as(Scene.GUARDED, Scene.RIGHT, Scene.empty());
    Scene.run(database, "alter database " + database.name() + " owner to guarded");

    assertThat(backups(BackupStrategy.TEMPLATE_COPY).checkRestore(plan(), database)).singleElement().satisfies(f -> {
      assertThat(f.check()).isEqualTo("restore-room");
      assertThat(f.severity()).isEqualTo(Severity.INFO);
      assertThat(f.problem().remedy()).contains("1.3 times");
    });
  }

  @Test void what_others_backed_up_they_restore() {
    var backups = backups(BackupStrategy.CONFIRM);

    assertThat(backups.restored(plan(), Scene.shared(), name)).isFalse();
    assertThat(catchThrowableOfType(NodeTrouble.class, () -> backups.restore(plan(), Scene.shared(), name)).problem().code())
        .isEqualTo(ProblemCode.STRATEGY_NOT_POSSIBLE);
    assertThat(backups.sessions(plan(), Scene.shared())).isEmpty();
  }

  private Database backedUp(Backups backups) throws SQLException {
    var database = Scene.filled();
    backups.take(plan(), database, name);
    return database;
  }

  /** As if a migration had gone wrong in it; the mark of an earlier restore goes too, so that the next one begins from nothing. */
  private static void damage(Database database) throws SQLException {
    Scene.run(database, "truncate contracts", "insert into contracts(payload) values ('wrong')", "drop view if exists latest",
        "comment on database \"" + database.name() + "\" is null");
  }

  private static String damaged(Database database) {
    return "1 false";
  }

  private static String contents(Database database) throws SQLException {
    return answer(database, "select count(*) || ' ' || (to_regclass('latest') is not null) from contracts");
  }

  private static String oid(Database database) throws SQLException {
    return answer(POSTGRES, "select oid from pg_database where datname = '" + database.name() + "'");
  }

  private static String traits(Database database) throws SQLException {
    return answer(POSTGRES, "select (to_jsonb(d) - 'oid' - 'datfrozenxid' - 'datminmxid')::text || pg_get_userbyid(datdba) || (select"
        + " string_agg(setrole || setconfig::text, ' ' order by setrole) from pg_db_role_setting where setdatabase = d.oid)"
        + " from pg_database d where datname = '" + database.name() + "'");
  }

  private static List<String> beside() throws SQLException {
    var found = answer(POSTGRES, "select string_agg(datname, ' ') from pg_database where datname ~ '^cmc_(restore|scratch|replaced)_'");
    return found == null ? List.of() : List.of(found.split(" "));
  }

  private MigrationPlan plan() {
    return Scene.plan(folder, 2);
  }

  private Backups backups(BackupStrategy strategy) {
    return backups(strategy, real, UnaryOperator.identity());
  }

  private Backups backups(BackupStrategy strategy, ToolRunner runner, UnaryOperator<Connection> sessions) {
    var login = new DatabaseLogin(Scene.SECRETS, sessions);
    return switch (strategy) {
      case PG_DUMP -> {
        RealTools.mustBeThere();
        yield new DumpBackups(login, new DumpTools(Optional.empty(), runner), Room.ofDisk(), folder);
      }
      case TEMPLATE_COPY -> new TemplateCopies(login, Duration.ofSeconds(10));
      case CONFIRM -> new ElsewhereBackups(login);
    };
  }
}
