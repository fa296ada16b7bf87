// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * A command of ours in a process of its own that is watched by the JVM: every byte over a socket with its port, every process that it
 * starts, every class that it loads.
 *
 * @param ports other ends of all sockets that anything was read from or written to
 */
record WatchedProcess(int exit, String out, Set<Integer> ports, List<String> processes, Set<String> classes) {

  static WatchedProcess run(Path folder, String... words) {
    var recording = folder.resolve("watched.jfr");
    var classes = folder.resolve("classes.log");
    var out = folder.resolve("watched.log");
    var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xmx512m",
        "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
        "-Xlog:class+load:file=" + classes + "::filecount=0",
        "-XX:StartFlightRecording:settings=none,filename=" + recording
            + ",+jdk.SocketRead#enabled=true,+jdk.SocketRead#threshold=0ms,+jdk.SocketRead#throttle=off,+jdk.SocketWrite#enabled=true"
            + ",+jdk.SocketWrite#threshold=0ms,+jdk.SocketWrite#throttle=off,+jdk.ProcessStart#enabled=true",
        "-cp", System.getProperty("java.class.path"), "io.cmc.deploy.Main"));
    command.addAll(List.of(words));
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile())
          .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null"))).start();
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("it did not end in 5 min\n" + Files.readString(out));
      }
      var events = RecordingFile.readAllEvents(recording);
      return new WatchedProcess(process.exitValue(), Files.readString(out), ports(events), processes(events), loaded(classes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<Integer> ports(List<RecordedEvent> events) {
    return events.stream().filter(e -> e.getEventType().getName().startsWith("jdk.Socket")).map(e -> e.getInt("port"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> processes(List<RecordedEvent> events) {
    return events.stream().filter(e -> e.getEventType().getName().equals("jdk.ProcessStart")).map(e -> e.getString("command")).toList();
  }

  /** Lines such as {@code [0.1s][info][class,load] io.cmc.deploy.Main source: ...}. */
  private static Set<String> loaded(Path log) throws IOException {
    try (var lines = Files.lines(log)) {
      return lines.map(l -> l.substring(l.lastIndexOf("] ") + 2).split(" ")[0]).collect(Collectors.toSet());
    }
  }
}
