// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.outward;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One command, run to its end without a shell. It gets what it is given and next to nothing of the service's environment, whose secrets are no business of it. */
public final class Command {

  private static final List<String> PASSED_ON = List.of("PATH", "HOME", "TMPDIR", "LANG");
  private static final int SECONDS_TO_LEAVE = 5;
  private static final int MOST = 8_192;

  private Command() {}

  /**
   * @param input what it can read
   * @return exit code and the end of what it said
   * @throws Unreachable when it did not begin, or did not end in time and was ended
   */
  public static Reply run(List<String> words, Map<String, String> environment, String input, Duration limit) {
    try {
      var said = Files.createTempFile("cmc-hook-", ".log");
      var given = Files.createTempFile("cmc-hook-", ".in");
      try {
        return await(begin(words, environment, Files.writeString(given, input), said), said, limit);
      } finally {
        Files.deleteIfExists(said);
        Files.deleteIfExists(given);
      }
    } catch (IOException e) {
      throw new Unreachable(Plain.of(String.valueOf(e.getMessage())), false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unreachable("it was interrupted", true);
    }
  }

  /** All streams are files, so that it never waits for us, nor do we for a process that it left behind. */
  private static Process begin(List<String> words, Map<String, String> environment, Path given, Path said) throws IOException {
    var builder = new ProcessBuilder(words);
    builder.environment().clear();
    for (var name : PASSED_ON) Optional.ofNullable(System.getenv(name)).ifPresent(value -> builder.environment().put(name, value));
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).redirectInput(given.toFile()).redirectOutput(said.toFile()).start();
  }

  private static Reply await(Process process, Path said, Duration limit) throws IOException, InterruptedException {
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) return new Reply(process.exitValue(), end(said));
      throw new Unreachable("it did not end within " + limit.toMillis() + " ms; " + end(said), true);
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

  private static String end(Path said) throws IOException {
    try (var file = new RandomAccessFile(said.toFile(), "r")) {
      file.seek(Math.max(0, file.length() - MOST));
      var last = new byte[(int) Math.min(MOST, file.length() - file.getFilePointer())];
      file.readFully(last);
      return Plain.of(new String(last, UTF_8));
    }
  }
}
