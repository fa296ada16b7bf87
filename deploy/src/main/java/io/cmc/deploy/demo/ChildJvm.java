// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.demo;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of its own that runs one of our verbs, on the Java and the classes that run us. */
final class ChildJvm {

  private ChildJvm() {}

  static Process start(Path folder, String log, String... words) throws IOException {
    return start(folder, log, rehearsed(), "io.cmc.deploy.Main", words);
  }

  /** @param more options of Java's */
  static Process start(Path folder, String log, List<String> more, String main, String... words) throws IOException {
    Files.createDirectories(folder);
    var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xmx1g",
        "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(more);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(List.of(words));
    var out = folder.resolve(log).toFile();
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(out))
        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null"))).start();
  }

  /** What {@code ./cmc} has noted of a start, where this JVM has it too. */
  private static List<String> rehearsed() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(a -> a.startsWith("-XX:AOTCache=") || a.startsWith("-Xlog:aot")).toList();
  }

  /** Asks it to end, and insists after a while. */
  static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(40, TimeUnit.SECONDS)) process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
