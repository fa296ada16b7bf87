// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cmc.controller.port.Backups;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.plan.BackupStrategy;
import io.cmc.rejection.Finding;
import io.cmc.rejection.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With scripts that pass for the tools, so on machines without them too. */
@ResourceLock("sessions of backups")
@Timeout(60)
class DumpToolsTest {

  @TempDir Path tools;
  @TempDir Path folder;

  @Test void missing_tools_are_named_with_the_place_where_they_were_looked_for() throws Exception {
    var found = finding();

    assertThat(found.check()).isEqualTo("backup-tool");
    assertThat(found.problem().code()).isEqualTo(ProblemCode.CLIENT_TOOL_UNFIT);
    assertThat(found.problem().expected()).isEqualTo("pg_dump in " + tools);
  }

  @Test void a_dump_needs_the_restore_too() throws Exception {
    RealTools.script(tools, "pg_dump", "15.2", "exit 1");

    assertThat(finding().problem().expected()).isEqualTo("pg_restore in " + tools);
  }

  @ParameterizedTest @CsvSource({
      "14.9, 15.2, pg_dump of version 15 or newer, version 14",
      "9.6.24, 15.2, pg_dump of version 15 or newer, version 9",
      "16beta1, 15.9, pg_restore of version 16 or newer, version 15"})
  void versions_that_do_not_fit_are_refused(String dump, String restore, String expected, String found) throws Exception {
    RealTools.script(tools, "pg_dump", dump, "exit 1");
    RealTools.script(tools, "pg_restore", restore, "exit 1");

    var trouble = catchThrowableOfType(NodeTrouble.class, () -> backups().take(Scene.plan(folder), Scene.shared(), "m-alfa"));

    assertThat(trouble.problem().code()).isEqualTo(ProblemCode.CLIENT_TOOL_UNFIT);
    assertThat(trouble.problem().expected()).isEqualTo(expected);
    assertThat(trouble.problem().found()).isEqualTo(found);
    assertThat(trouble.kind()).isEqualTo(Kind.PERMANENT);
    assertThat(finding().problem()).isEqualTo(trouble.problem());
  }

  @Test void something_else_by_the_tools_name_is_no_tool() throws Exception {
    Files.writeString(tools.resolve("pg_dump"), "#!/bin/sh\necho hello\n");
    assertThat(tools.resolve("pg_dump").toFile().setExecutable(true)).isTrue();

    assertThat(finding().problem().found()).isEqualTo("hello");
  }

  @Test void newer_tools_than_the_server_fit() throws Exception {
    RealTools.script(tools, "pg_dump", "18.1 (Debian 18.1-1)", "exit 1");
    RealTools.script(tools, "pg_restore", "18.1 (Debian 18.1-1)", "exit 1");

    assertThat(backups().check(Scene.plan(folder), Scene.shared())).isEmpty();
  }

  @Test void an_interrupted_backup_ends_the_tool_and_leaves_nothing() throws Exception {
    RealTools.script(tools, "pg_restore", "15.2", "exit 1");
    RealTools.script(tools, "pg_dump", "15.2", "echo $$ > '" + tools + "/pid.new'; mv '" + tools + "/pid.new' '" + tools + "/pid'; exec sleep 600");
    var trouble = new CompletableFuture<NodeTrouble>();
    var database = Scene.shared();
    var worker = Thread.ofVirtual().start(() -> trouble.complete(
        catchThrowableOfType(NodeTrouble.class, () -> backups().take(Scene.plan(folder), database, "m-alfa"))));
    while (!Files.exists(tools.resolve("pid"))) Thread.onSpinWait();
    var tool = ProcessHandle.of(Long.parseLong(Files.readString(tools.resolve("pid")).strip())).orElseThrow();

    worker.interrupt();

    assertThat(trouble.get(30, TimeUnit.SECONDS).kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(trouble.get().problem().code()).isEqualTo(ProblemCode.BACKUP_FAILED);
    tool.onExit().get(10, TimeUnit.SECONDS);
    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test void a_dump_that_cannot_be_read_back_is_no_backup() throws Exception {
    RealTools.script(tools, "pg_dump", "15.2", "mkdir \"${2#--file=}\"; echo broken > \"${2#--file=}/toc.dat\"");
    RealTools.script(tools, "pg_restore", "15.2", "echo 'did not find magic string in file header' >&2; exit 1");

    var trouble = catchThrowableOfType(NodeTrouble.class, () -> backups().take(Scene.plan(folder), Scene.shared(), "m-alfa"));

    assertThat(trouble.problem().code()).isEqualTo(ProblemCode.BACKUP_UNFIT);
    assertThat(trouble.problem().found()).contains("magic string");
    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test void of_a_table_of_contents_only_what_makes_a_table_is_one() {
    var list = """
        ;
        ; Archive created at 2026-11-23 03:00:00 UTC
        ;
        5; 2615 16386 SCHEMA - TABLE postgres
        215; 1259 16388 TABLE public contracts postgres
        214; 1259 16387 SEQUENCE public contracts_id_seq postgres
        3348; 0 16388 TABLE DATA public contracts postgres
        216; 1259 16397 TABLE DATA contracts postgres
        3190; 0 16400 TABLE ATTACH public events_2026 postgres
        217; 1259 16403 FOREIGN TABLE public far postgres
        """;

    assertThat(DumpContents.of(list)).isEqualTo(new DumpContents(7, 2));
  }

  private Backups backups() {
    return BackupStrategies.of(Scene.SECRETS, folder, Optional.of(tools), ToolRunner.childProcesses()).get(BackupStrategy.PG_DUMP);
  }

  private Finding finding() throws IOException {
    var findings = backups().check(Scene.plan(folder), Scene.shared());
    assertThat(findings).hasSize(1).allMatch(Finding::blocks);
    return findings.getFirst();
  }
}
