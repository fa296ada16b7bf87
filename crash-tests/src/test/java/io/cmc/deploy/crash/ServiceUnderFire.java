// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.crash;

import static org.awaitility.Awaitility.await;

import io.cmc.deploy.system.Console;
import io.cmc.deploy.system.InProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One service process on a database that others may share; it is killed, stopped and woken as the kernel does it. */
final class ServiceUnderFire implements AutoCloseable {

  private static final Pattern WARNING = Pattern.compile("^\\d\\d:\\d\\d:\\d\\d\\.\\d{3} (WARN |ERROR) .*");
  private static final Pattern STOPPED = Pattern.compile(Boundaries.STOPPED + "(\\d+) (.*)");

  private final Path folder;
  private final String database;
  private final int port;
  private final List<Path> files = new ArrayList<>();
  private Process process;
  private long begun;

  ServiceUnderFire(Path folder, String database, int port) {
    this.folder = folder;
    this.database = database;
    this.port = port;
  }

  static ServiceUnderFire on(Path folder, String database) {
    return new ServiceUnderFire(folder, database, InProcess.freePort());
  }

  /** Where a thread of the process stands still. */
  record Standing(long number, String where) {}

  /** @param where system properties of {@link Boundaries}; @param more settings of the service */
  ServiceUnderFire start(Map<String, String> where, String... more) {
    var file = folder.resolve("boundaries-" + files.size() + ".txt");
    files.add(file);
    var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xmx256m", "-Xss512k",
        "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
        "-D" + Boundaries.FILE + "=" + file));
    where.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(ClassArchive.options());
    command.addAll(List.of(StoppingService.class.getName(), "--cmc.data=" + folder,
        "--spring.grpc.server.port=" + port, "--cmc.database.url=" + database, "--cmc.database.connections=16", "--cmc.grace=2s",
        "--spring.jmx.enabled=false"));
    command.addAll(List.of(more));
    launch(command);
    return this;
  }

  private void launch(List<String> command) {
    try {
      Files.createDirectories(folder);
      begun = System.nanoTime();
      process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
          .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null"))).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ServiceUnderFire ready() {
    await("the service; see " + log()).atMost(Duration.ofSeconds(240)).pollInterval(Duration.ofMillis(50)).until(() -> {
      mustRun();
      return said(Boundaries.INSTANCE).isPresent();
    });
    return this;
  }

  private void mustRun() {
    if (!process.isAlive()) throw new AssertionError("the service ended with " + process.exitValue() + "\n" + String.join("\n", lines(log())));
  }

  /** How long the running process took until it served; empty while it does not. */
  Optional<Duration> startedIn() {
    return said(Boundaries.STARTED).map(line -> Duration.ofMillis(Long.parseLong(line.substring(Boundaries.STARTED.length()))));
  }

  Duration sinceStart() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  Console console() {
    return new Console(port, folder);
  }

  /** The name that its calls carry, once it is ready. */
  String instance() {
    return said(Boundaries.INSTANCE).orElseThrow().substring(Boundaries.INSTANCE.length());
  }

  Optional<Standing> standing() {
    return said(Boundaries.STOPPED).map(line -> {
      var found = STOPPED.matcher(line);
      if (!found.matches()) throw new IllegalStateException(line);
      return new Standing(Long.parseLong(found.group(1)), found.group(2));
    });
  }

  /** Boundaries that the running process has passed so far. */
  List<String> passed() {
    return lines(files.getLast()).stream().filter(line -> Character.isDigit(line.charAt(0))).toList();
  }

  private Optional<String> said(String prefix) {
    return lines(files.getLast()).stream().filter(line -> line.startsWith(prefix)).findFirst();
  }

  /** As {@code kill -9} does it: nothing is said to anybody. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void signal(String name) {
    try {
      if (new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).inheritIO().start().waitFor() != 0) {
        throw new AssertionError("kill -" + name + " " + process.pid() + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What it logged as a warning or worse in all its lives, but for the lines in which one of these is found. */
  List<String> complaints(List<Pattern> allowed) {
    return lines(log()).stream().filter(WARNING.asMatchPredicate())
        .filter(line -> allowed.stream().noneMatch(regex -> regex.matcher(line).find())).toList();
  }

  private Path log() {
    return folder.resolve("service.log");
  }

  private static List<String> lines(Path file) {
    try (Stream<String> lines = Files.exists(file) ? Files.lines(file) : Stream.empty()) {
      return lines.filter(line -> !line.isEmpty()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override public void close() {
    if (process == null || !process.isAlive()) return;
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) process.destroyForcibly(); // the first one archives its classes
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
