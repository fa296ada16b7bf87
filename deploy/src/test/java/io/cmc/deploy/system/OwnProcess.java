// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The service as it is installed: a process of its own that can be killed, with an embedded database in its data folder. */
public final class OwnProcess implements AutoCloseable {

  private final Path data;
  private final int port;
  private final List<String> more;
  private Process process;

  private OwnProcess(Path data, int port, List<String> more) {
    this.data = data;
    this.port = port;
    this.more = more;
  }

  /** @param more words of {@code cmc serve} */
  public static OwnProcess start(Path data, String... more) {
    var service = new OwnProcess(data, InProcess.freePort(), List.of(more));
    service.start();
    return service;
  }

  /** On the same data and the same port as before. */
  public void start() {
    var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xmx512m",
        "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp",
        classes(), "io.cmc.deploy.Main", "serve", "--data", data.toString(), "--port", "" + port));
    command.addAll(more);
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log()))
          .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null"))).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await("the service; see " + log()).atMost(Duration.ofMinutes(5)).pollInterval(Duration.ofMillis(200)).until(this::answers);
  }

  /** Without those of the tests, among which there is another set-up of the log. */
  private static String classes() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).filter(path -> !path.endsWith("test-classes") && !path.endsWith("-tests.jar"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** As {@code kill -9} does it: nothing is said to anybody. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** As {@code kill} or a machine that shuts down does it. @return the exit code, when it has ended within the time */
  public OptionalInt terminate(Duration patience) throws InterruptedException {
    process.destroy();
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS) ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
  }

  public Console console() {
    return new Console(port, data);
  }

  private File log() {
    return data.resolveSibling("service.log").toFile();
  }

  public String logged() {
    try {
      return Files.readString(log().toPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean answers() {
    if (!process.isAlive()) throw new AssertionError("the service ended with " + process.exitValue() + "\n" + logged());
    try (var console = console()) {
      return console.cmc("list").code() == 0;
    }
  }

  @Override public void close() {
    var ended = process.isAlive() ? "" : "the service ended by itself with " + process.exitValue() + "\n" + logged();
    end();
    assertThat(ended).as("how the service ended").isEmpty();
  }

  private void end() {
    process.destroy();
    try {
      if (!process.waitFor(40, TimeUnit.SECONDS)) process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    stopOrphan();
  }

  /** A service that was killed and not started again leaves its database server running. */
  private void stopOrphan() {
    var pid = data.resolve("postgres/data/postmaster.pid");
    try {
      if (Files.exists(pid)) ProcessHandle.of(Long.parseLong(Files.readAllLines(pid).getFirst().strip())).ifPresent(ProcessHandle::destroy);
    } catch (IOException goneMeanwhile) {
      // it has ended by itself
    }
  }
}
