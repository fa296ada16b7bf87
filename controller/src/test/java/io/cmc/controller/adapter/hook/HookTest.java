// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.rejection.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HookTest {

  static final MigrationId MIGRATION = new MigrationId("net-7");
  static final NodeName ALFA = new NodeName("alfa");
  @TempDir Path folder;

  @Test void names_arrive_as_arguments_of_their_own_and_in_the_environment() throws Exception {
    var hook = hook("printf '%s|' \"$@\" \"$CMC_PARTICIPANT\" \"$CMC_MIGRATION\" > out; env > env", "{participant}", "x{participant}", "$(touch hit); {migration}",
        "{migration}");

    hook.run(MIGRATION, ALFA);

    assertThat(Files.readString(folder.resolve("out"))).isEqualTo("alfa|x{participant}|$(touch hit); {migration}|net-7|alfa|net-7|");
    assertThat(folder.resolve("hit")).doesNotExist();
    assertThat(Files.readAllLines(folder.resolve("env"))).map(line -> line.replaceAll("=.*", ""))
        .isSubsetOf("PATH", "HOME", "TMPDIR", "LANG", "CMC_PARTICIPANT", "CMC_MIGRATION", "PWD", "OLDPWD", "SHLVL", "_");
  }

  @Test void a_hook_that_fails_says_why_and_may_be_tried_again() throws Exception {
    var trouble = catchThrowableOfType(NodeTrouble.class, () -> hook("echo no such unit >&2; exit 3").run(MIGRATION, ALFA));

    assertThat(trouble.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(trouble.problem().code()).isEqualTo(ProblemCode.HOOK_FAILED);
    assertThat(trouble.problem().found()).isEqualTo("exit code 3: no such unit");
  }

  @Test void a_hook_that_is_not_there_needs_a_person() {
    var missing = new Hook(List.of(folder.resolve("none").toString()), Duration.ofSeconds(5));

    assertThat(catchThrowableOfType(NodeTrouble.class, () -> missing.run(MIGRATION, ALFA)).kind()).isEqualTo(Kind.PERMANENT);
  }

  @Test void a_hook_that_does_not_end_is_ended_with_its_children_and_its_outcome_is_not_known() throws Exception {
    var hook = new Hook(script("echo begun; sleep 600 & echo $! > child; wait"), Duration.ofMillis(500));

    var trouble = catchThrowableOfType(NodeTrouble.class, () -> hook.run(MIGRATION, ALFA));

    assertThat(trouble.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
    assertThat(trouble.problem().found()).contains("begun");
    var child = ProcessHandle.of(Long.parseLong(Files.readString(folder.resolve("child")).strip()));
    child.ifPresent(left -> left.onExit().completeOnTimeout(left, 20, TimeUnit.SECONDS).join());
    assertThat(child.filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test void what_a_hook_leaves_running_goes_on_and_is_not_waited_for() throws Exception {
    hook("sleep 600 & echo $! > child").run(MIGRATION, ALFA);

    var node = ProcessHandle.of(Long.parseLong(Files.readString(folder.resolve("child")).strip())).orElseThrow();
    assertThat(node.isAlive()).isTrue();
    node.destroyForcibly();
  }

  @Test void an_interrupted_hook_is_ended() throws Exception {
    var hook = hook("touch begun; sleep 600");
    var trouble = new CompletableFuture<NodeTrouble>();
    var worker = Thread.ofVirtual().start(() -> trouble.complete(catchThrowableOfType(NodeTrouble.class, () -> hook.run(MIGRATION, ALFA))));
    while (!Files.exists(folder.resolve("begun"))) Thread.onSpinWait();

    worker.interrupt();

    assertThat(trouble.get(30, TimeUnit.SECONDS).kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
  }

  @Test void without_a_command_nobody_is_there() {
    var onlyStops = Hooks.of(List.of("stop-it"), List.of());

    assertThat(onlyStops.canStop()).isTrue();
    assertThat(onlyStops.canStart()).isFalse();
  }

  private Hook hook(String body, String... arguments) throws IOException {
    return new Hook(script(body, arguments), Duration.ofSeconds(30));
  }

  private List<String> script(String body, String... arguments) throws IOException {
    var file = Files.writeString(folder.resolve("hook"), "#!/bin/sh\ncd '" + folder + "'\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return java.util.stream.Stream.concat(java.util.stream.Stream.of(file.toString()), java.util.stream.Stream.of(arguments)).toList();
  }
}
