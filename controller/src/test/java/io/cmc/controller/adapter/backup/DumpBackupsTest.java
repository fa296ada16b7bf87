// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import static io.cmc.controller.adapter.backup.Scene.SECRETS;
import static io.cmc.controller.adapter.backup.Scene.answer;
import static io.cmc.controller.adapter.backup.Scene.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cmc.controller.port.Backups;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.Database;
import io.cmc.rejection.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ResourceLock("sessions of backups")
class DumpBackupsTest {

  @TempDir Path folder;
  final List<List<String>> commands = new ArrayList<>();
  final List<Map<String, String>> environments = new ArrayList<>();
  final ToolRunner recorded = (command, environment) -> {
    commands.add(command);
    environments.add(environment);
    return ToolRunner.childProcesses().run(command, environment);
  };
  final Backups backups = BackupStrategies.of(SECRETS, folder, Optional.empty(), recorded).get(BackupStrategy.PG_DUMP);

  @BeforeEach void a_client_is_installed() {
    RealTools.mustBeThere();
  }

  @ParameterizedTest @ValueSource(ints = {1, 3})
  void a_dump_is_proved_and_restores_to_the_same_rows(int jobs) throws Exception {
    var database = Scene.shared();
    var before = Instant.now();

    backups.take(plan(folder, jobs), database, "m-alfa");

    var proof = backups.find(plan(folder, jobs), database, "m-alfa").orElseThrow();
    assertThat(proof.strategy()).isEqualTo(BackupStrategy.PG_DUMP);
    assertThat(proof.location()).isEqualTo(folder.resolve("m-alfa").toString());
    assertThat(proof.sha256()).isEqualTo(sha256ByHand(folder.resolve("m-alfa/dump")));
    assertThat(proof.bytes()).isEqualTo(bytes(folder.resolve("m-alfa/dump")));
    assertThat(proof.serverTime()).isBetween(before.minusSeconds(5), Instant.now().plusSeconds(5));
    assertThat(proof.took()).isPositive();
    assertThat(proof.objects()).as("tables, rows, sequence, view, schema, key, ...").isGreaterThan(10);
    assertThat(commands).anySatisfy(c -> assertThat(c).contains("--jobs=" + jobs));
    var restored = restored(folder.resolve("m-alfa/dump"));
    for (var table : List.of("contracts", "\"Odd \"\" schema\".\"TABLE DATA\"", "events_2026")) {
      var content = "select count(*) || md5(string_agg(t::text, ',' order by t::text)) from " + table + " t";
      assertThat(answer(restored, content)).as(table).isEqualTo(answer(database, content));
    }
  }

  @Test void only_the_service_can_read_a_dump() throws Exception {
    var database = Scene.shared();

    backups.take(plan(folder), database, "m-alfa");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("m-alfa")))).isEqualTo("rwx------");
  }

  @Test void a_finished_dump_is_never_touched_and_unfinished_ones_are_removed() throws Exception {
    var database = Scene.filled();
    Files.createDirectories(folder.resolve("m-alfa.partial-1/dump"));
    Files.writeString(folder.resolve("m-alfa.partial-1/dump/toc.dat"), "half a tab");
    Files.createDirectories(folder.resolve("m-alfa2.partial-1"));
    assertThat(backups.find(plan(folder), database, "m-alfa")).isEmpty();

    backups.take(plan(folder), database, "m-alfa");
    var proof = backups.find(plan(folder), database, "m-alfa");
    Scene.run(database, "insert into contracts(payload) values ('later')");
    backups.take(plan(folder), database, "m-alfa");

    assertThat(backups.find(plan(folder), database, "m-alfa")).isPresent().isEqualTo(proof);
    assertThat(entries()).containsExactly("m-alfa", "m-alfa2.partial-1");
  }

  @ParameterizedTest @ValueSource(strings = {"changed byte", "cut file", "missing file", "further file", "no table of contents",
      "proof of another size", "unreadable proof", "another database"})
  void a_spoilt_dump_is_neither_found_nor_replaced(String how) throws Exception {
    var database = Scene.shared();
    backups.take(plan(folder), database, "m-alfa");
    var asked = spoil(how, folder.resolve("m-alfa"), database);
    var spoilt = sha256ByHand(folder.resolve("m-alfa"));

    assertThat(backups.find(plan(folder), asked, "m-alfa")).isEmpty();
    var trouble = catchThrowableOfType(NodeTrouble.class, () -> backups.take(plan(folder), asked, "m-alfa"));

    assertThat(trouble.problem().code()).isEqualTo(ProblemCode.BACKUP_UNFIT);
    assertThat(trouble.kind()).isEqualTo(Kind.PERMANENT);
    assertThat(sha256ByHand(folder.resolve("m-alfa"))).isEqualTo(spoilt);
  }

  private static Database spoil(String how, Path backup, Database database) throws Exception {
    var rows = largest(backup.resolve("dump"));
    var proof = backup.resolve("proof.json");
    switch (how) {
      case "changed byte" -> {
        var bytes = Files.readAllBytes(rows);
        bytes[bytes.length / 2] ^= 1;
        Files.write(rows, bytes);
      }
      case "cut file" -> Files.write(rows, java.util.Arrays.copyOf(Files.readAllBytes(rows), 100));
      case "missing file" -> Files.delete(rows);
      case "further file" -> Files.createFile(backup.resolve("dump/empty"));
      case "no table of contents" -> Files.delete(backup.resolve("dump/toc.dat"));
      case "proof of another size" -> Files.writeString(proof, Files.readString(proof).replaceAll("\"objects\":\\d+", "\"objects\":1"));
      case "unreadable proof" -> Files.writeString(proof, "{");
      case "another database" -> {
        return Scene.named("postgres");
      }
      default -> throw new IllegalArgumentException(how);
    }
    return database;
  }

  @ParameterizedTest @ValueSource(strings = {"with space", "it's", "dou\"ble", "--help", "-Fc", "$(touch hit)", "`touch hit`", "a;b|c&d>e",
      "dbname=postgres", "host=elsewhere dbname=x", "postgresql://elsewhere/x", "back\\slash'", "%n%00", "?a=b", "x/../y", "*", "~"})
  void a_name_is_a_name_and_nothing_more(String name) throws Exception {
    var database = Scene.called(name);

    backups.take(plan(folder, 2), database, name);

    assertThat(backups.find(plan(folder, 2), database, name)).isPresent();
    assertThat(entries()).as("folders of backups").hasSize(1);
    assertThat(Path.of("hit")).doesNotExist();
  }

  @ParameterizedTest @ValueSource(strings = {"line\nend", "carriage\rreturn", "tab\t", "nul\0", ""})
  void a_name_with_control_characters_is_refused(String name) {
    var trouble = catchThrowableOfType(NodeTrouble.class, () -> backups.take(plan(folder), Scene.named(name), "m-alfa"));

    assertThat(trouble.problem().code()).isEqualTo(ProblemCode.DATABASE_UNREACHABLE);
    assertThat(trouble.kind()).isEqualTo(Kind.PERMANENT);
    assertThat(commands).isEmpty();
  }

  @Test void the_password_is_only_in_the_environment_of_the_dump() throws Exception {
    Scene.guard();
    var database = Scene.as(Scene.GUARDED, Scene.RIGHT, Scene.filled());
    Scene.run(database, "grant usage on schema \"Odd \"\" schema\" to guarded", "grant select on all tables in schema \"Odd \"\" schema\" to guarded",
        "grant select on all tables in schema public to guarded", "grant select on all sequences in schema public to guarded");

    backups.take(plan(folder, 2), database, "m-alfa");

    assertThat(backups.find(plan(folder), database, "m-alfa")).isPresent();
    assertThat(commands).isNotEmpty().allSatisfy(c -> assertThat(c).noneMatch(a -> a.contains("secret")));
    assertThat(environments).filteredOn(e -> e.containsKey("PGPASSWORD")).singleElement()
        .satisfies(e -> assertThat(e).containsEntry("PGPASSWORD", Scene.PASSWORD));
    assertThat(Files.readString(folder.resolve("m-alfa/proof.json"))).doesNotContain("secret");
  }

  @Test void the_tools_see_nothing_of_the_environment_of_the_service() throws Exception {
    backups.take(plan(folder), Scene.shared(), "m-alfa");

    assertThat(environments).allSatisfy(e -> assertThat(e).containsOnlyKeys(known(e)));
  }

  private static List<String> known(Map<String, String> environment) {
    var known = List.of("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "LC_ALL", "PGHOST", "PGPORT", "PGUSER", "PGAPPNAME");
    return known.stream().filter(environment::containsKey).toList();
  }

  @Test void an_empty_database_is_no_backup() throws Exception {
    var database = Scene.empty();

    var trouble = catchThrowableOfType(NodeTrouble.class, () -> backups.take(plan(folder), database, "m-alfa"));

    assertThat(trouble.problem().code()).isEqualTo(ProblemCode.BACKUP_UNFIT);
    assertThat(entries()).isEmpty();
  }

  @Test void what_the_user_may_not_read_is_found_beforehand() throws Exception {
    Scene.guard();
    var database = Scene.as(Scene.GUARDED, Scene.RIGHT, Scene.shared());

    var findings = backups.check(plan(folder), database);

    assertThat(findings).singleElement().satisfies(f -> {
      assertThat(f.check()).isEqualTo("backup-credentials");
      assertThat(f.blocks()).isTrue();
      assertThat(f.problem().found()).startsWith("5 tables and sequences");
    });
    var trouble = catchThrowableOfType(NodeTrouble.class, () -> backups.take(plan(folder), database, "m-alfa"));
    assertThat(trouble.problem()).isEqualTo(findings.getFirst().problem());
  }

  @Test void a_dump_with_a_table_less_than_the_database_is_no_backup() throws Exception {
    var database = Scene.shared();
    ToolRunner forgetful = (command, environment) -> ToolRunner.childProcesses().run(
        command.stream().map(a -> a.startsWith("--lock-wait") ? "--exclude-table=contracts" : a).toList(), environment);

    var trouble = catchThrowableOfType(NodeTrouble.class, () -> with(forgetful).take(plan(folder), database, "m-alfa"));

    assertThat(trouble.problem().code()).isEqualTo(ProblemCode.BACKUP_UNFIT);
    assertThat(trouble.problem().expected()).contains("4 tables");
    assertThat(trouble.problem().found()).isEqualTo("3 tables");
    assertThat(entries()).isEmpty();
  }

  @Test void the_sessions_of_an_earlier_attempt_are_ended() throws Exception {
    var database = Scene.shared();
    try (var earlier = Scene.open(database); var s = earlier.createStatement()) {
      s.execute("set application_name = '" + new BackupName("m-alfa").session() + "'");

      backups.take(plan(folder), database, "m-alfa");

      assertThat(earlier.isValid(5)).isFalse();
    }
  }

  @Test void a_full_disk_in_the_middle_of_a_dump_leaves_nothing_behind() throws Exception {
    var database = Scene.shared();
    ToolRunner ontoFullDisk = (command, environment) -> command.getFirst().endsWith("pg_dump") && command.size() > 2
        ? ToolRunner.childProcesses().run(ontoFullDevice(command), environment)
        : ToolRunner.childProcesses().run(command, environment);

    var trouble = catchThrowableOfType(NodeTrouble.class, () -> with(ontoFullDisk).take(plan(folder), database, "m-alfa"));

    assertThat(trouble.problem().code()).isEqualTo(ProblemCode.SPACE_SHORT);
    assertThat(trouble.problem().found()).contains("No space left on device");
    assertThat(trouble.kind()).isEqualTo(Kind.PERMANENT);
    assertThat(entries()).isEmpty();
  }

  /** The device that is always full takes a single file only. */
  private static List<String> ontoFullDevice(List<String> command) {
    return command.stream().filter(a -> !a.startsWith("--jobs"))
        .map(a -> a.startsWith("--file=") ? "--file=/dev/full" : a.equals("--format=directory") ? "--format=plain" : a).toList();
  }

  @Test void too_little_room_is_found_beforehand_and_when_it_comes_to_it() throws Exception {
    var database = Scene.shared();
    var narrow = new DumpBackups(new DatabaseLogin(SECRETS), new DumpTools(Optional.empty(), recorded), f -> 1_000_000, folder);

    assertThat(narrow.check(plan(folder), database)).singleElement().satisfies(f -> {
      assertThat(f.check()).isEqualTo("backup-room");
      assertThat(f.problem().code()).isEqualTo(ProblemCode.SPACE_SHORT);
      assertThat(f.problem().found()).isEqualTo("1000000 bytes");
    });
    var trouble = catchThrowableOfType(NodeTrouble.class, () -> narrow.take(plan(folder), database, "m-alfa"));
    assertThat(trouble.problem().code()).isEqualTo(ProblemCode.SPACE_SHORT);
    assertThat(entries()).isEmpty();
  }

  @Test void a_good_plan_has_no_findings_and_checking_writes_nothing() throws Exception {
    var deep = folder.resolve("not/there/yet");

    assertThat(backups.check(plan(deep), Scene.shared())).isEmpty();

    assertThat(entries()).isEmpty();
  }

  @Test void a_folder_that_cannot_be_written_is_found_beforehand() throws Exception {
    var file = Files.createFile(folder.resolve("file"));

    var findings = backups.check(plan(file.resolve("below")), Scene.shared());

    assertThat(findings).singleElement().satisfies(f -> assertThat(f.check()).isEqualTo("backup-room"));
  }

  @Test void a_dump_that_fails_leaves_nothing_behind_but_the_tools_words() throws Exception {
    ToolRunner failing = (command, environment) -> command.contains("--format=directory")
        ? new ToolRunner.Outcome(1, "", "pg_dump: error: no luck\n") : ToolRunner.childProcesses().run(command, environment);

    var trouble = catchThrowableOfType(NodeTrouble.class, () -> with(failing).take(plan(folder), Scene.shared(), "m-alfa"));

    assertThat(trouble.problem().code()).isEqualTo(ProblemCode.BACKUP_FAILED);
    assertThat(trouble.problem().found()).isEqualTo("exit 1: pg_dump: error: no luck");
    assertThat(entries()).isEmpty();
  }

  private Backups with(ToolRunner runner) {
    return BackupStrategies.of(SECRETS, folder, Optional.empty(), runner).get(BackupStrategy.PG_DUMP);
  }

  private List<String> entries() throws IOException {
    try (var all = Files.list(folder)) {
      return all.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  private static Path largest(Path dump) throws IOException {
    try (var all = Files.list(dump)) {
      return all.filter(p -> !p.endsWith("toc.dat")).max(java.util.Comparator.comparing(p -> p.toFile().length())).orElseThrow();
    }
  }

  private static long bytes(Path dump) throws IOException {
    try (var all = Files.walk(dump)) {
      return all.filter(Files::isRegularFile).mapToLong(p -> p.toFile().length()).sum();
    }
  }

  /** As the Javadoc of the digest says that anybody can. */
  private static String sha256ByHand(Path dump) throws Exception {
    var line = "cd \"$0\" && find . -type f -printf '%P\\0' | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum";
    var outcome = ToolRunner.childProcesses().run(List.of("/bin/sh", "-c", line, dump.toString()), System.getenv());
    return outcome.out().substring(0, 64);
  }

  private static Database restored(Path dump) throws IOException, InterruptedException, SQLException {
    var scratch = Scene.empty();
    var environment = new HashMap<>(System.getenv());
    environment.putAll(Map.of("PGHOST", scratch.host(), "PGPORT", "" + scratch.port(), "PGUSER", scratch.user()));
    var outcome = ToolRunner.childProcesses().run(List.of("pg_restore", "--exit-on-error", "--dbname=" + scratch.name(), dump.toString()), environment);
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    return scratch;
  }
}
