// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.hook;

import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One command, run to its end. It gets the two names and next to nothing of the service's environment, whose secrets are no business
 * of it. What it says is kept for people; whether it did its work is looked at on the node.
 */
record Hook(List<String> command, Duration limit) {

  private static final List<String> PASSED_ON = List.of("PATH", "HOME", "TMPDIR", "LANG");
  private static final int KEPT = 1_000;
  private static final int SECONDS_TO_LEAVE = 5;

  Hook {
    command = List.copyOf(command);
  }

  boolean isThere() {
    return !command.isEmpty();
  }

  /** @throws NodeTrouble HOOK_FAILED; OUTCOME_UNKNOWN when it did not end in time, and was ended */
  void run(MigrationId migration, NodeName participant) {
    try {
      var said = Files.createTempFile("cmc-hook-", ".log");
      try {
        await(begin(migration, participant, said), said);
      } finally {
        Files.deleteIfExists(said);
      }
    } catch (IOException e) {
      throw trouble(Kind.PERMANENT, "to start", words(String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw trouble(Kind.OUTCOME_UNKNOWN, "to end", "it was interrupted");
    }
  }

  /** Both streams go to a file, so that it never waits for a reader, nor do we for a process that it left behind. */
  private Process begin(MigrationId migration, NodeName participant, Path said) throws IOException {
    var names = Map.of("{participant}", participant.value(), "{migration}", migration.value());
    var builder = new ProcessBuilder(command.stream().map(word -> names.getOrDefault(word, word)).toList());
    builder.environment().clear();
    for (var name : PASSED_ON) Optional.ofNullable(System.getenv(name)).ifPresent(value -> builder.environment().put(name, value));
    builder.environment().putAll(Map.of("CMC_PARTICIPANT", participant.value(), "CMC_MIGRATION", migration.value()));
    var process = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    process.getOutputStream().close();
    return process;
  }

  private void await(Process process, Path said) throws IOException, InterruptedException {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw trouble(Kind.OUTCOME_UNKNOWN, "to end within " + limit.toMillis() + " ms", "it did not; " + words(Files.readString(said)));
      }
      if (process.exitValue() == 0) return;
      throw trouble(Kind.TRANSIENT, "to end with exit code 0", "exit code " + process.exitValue() + ": " + words(Files.readString(said)));
    } finally {
      end(process);
    }
  }

  /** Does nothing after a regular end: what it started in the background, such as a node, stays. */
  private static void end(Process process) {
    if (!process.isAlive()) return;
    var family = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    family.forEach(ProcessHandle::destroy);
    process.onExit().completeOnTimeout(process, SECONDS_TO_LEAVE, TimeUnit.SECONDS).join();
    family.forEach(ProcessHandle::destroyForcibly);
  }

  private NodeTrouble trouble(Kind kind, String expected, String found) {
    return new NodeTrouble(kind, Problem.of(ProblemCode.HOOK_FAILED, "the hook " + command.getFirst() + " " + expected, found), null);
  }

  private static String words(String text) {
    var line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= KEPT ? line : "..." + line.substring(line.length() - KEPT);
  }
}
