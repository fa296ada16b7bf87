// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Child processes whose two streams are always read, so that none of them ever waits for a reader. */
final class ChildProcesses implements ToolRunner {

  private static final int KEPT_OF_ERRORS = 8_192;
  private static final int SECONDS_TO_LEAVE = 10;

  @Override public Outcome run(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    var process = builder.start();
    try {
      process.getOutputStream().close();
      var out = beside(() -> all(process.getInputStream()));
      var err = beside(() -> end(process.getErrorStream()));
      return new Outcome(process.waitFor(), out.join(), err.join());
    } finally {
      endAll(process);
    }
  }

  private static CompletableFuture<String> beside(Supplier<String> reading) {
    return CompletableFuture.supplyAsync(reading, task -> Thread.ofVirtual().start(task));
  }

  private static String all(InputStream in) {
    try {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String end(InputStream in) {
    var kept = new byte[0];
    try {
      var buffer = new byte[KEPT_OF_ERRORS];
      for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) kept = lastOf(kept, Arrays.copyOf(buffer, n));
    } catch (IOException e) {
      // the process was ended and its stream closed; what was read so far is what it said
    }
    return new String(kept, UTF_8);
  }

  private static byte[] lastOf(byte[] kept, byte[] more) {
    var both = Arrays.copyOf(kept, kept.length + more.length);
    System.arraycopy(more, 0, both, kept.length, more.length);
    return Arrays.copyOfRange(both, Math.max(0, both.length - KEPT_OF_ERRORS), both.length);
  }

  /** Does nothing after a regular end. */
  private static void endAll(Process process) throws InterruptedException {
    if (!process.isAlive()) return;
    var family = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    family.forEach(ProcessHandle::destroy);
    if (process.waitFor(SECONDS_TO_LEAVE, TimeUnit.SECONDS)) return;
    family.forEach(ProcessHandle::destroyForcibly);
    process.waitFor();
  }
}
