// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import io.cmc.deploy.system.InProcess;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** P8: from the start of the process until its port is open, on data that are there already, and its memory a while later; against an empty application. */
final class Starting implements Benchmark {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration REST = Duration.ofSeconds(3);
  private static final String CLASSES = System.getProperty("java.class.path");
  /** Java keeps no notes of classes in folders, and the service has none there. */
  private static final String JARS = Stream.of(CLASSES.split(File.pathSeparator)).filter(entry -> entry.endsWith(".jar")).collect(Collectors.joining(File.pathSeparator));

  private final List<Double> ourMemory = new ArrayList<>();
  private final List<Double> theirMemory = new ArrayList<>();

  @Override public String id() {
    return "P8";
  }

  @Override public List<Figure> measure(Laboratory laboratory) throws Exception {
    var ours = laboratory.newFolder("service");
    var theirs = laboratory.newFolder("empty");
    // the first start makes the database
    var rounds = Rounds.interleaved(1, laboratory.size(3, 1), () -> start(ours, ourMemory, port -> serve(ours, port)),
        () -> start(theirs, theirMemory, port -> java(CLASSES, List.of("io.cmc.benchmarks.EmptyApplication", theirs.toString(), "" + port))));
    var memory = Figure.median(ourMemory);
    return List.of(
        new Figure("P8", "start to ready, against an empty application", rounds.ratios((our, their) -> our / their), Goal.atMost(1.3),
            Goal.number(rounds.ours()) + " s, empty " + Goal.number(rounds.theirs()) + " s"),
        new Figure("P8", "start to ready after a rehearsal, as ./cmc makes one", rehearsed(laboratory, ours), Goal.atMost(6, "s"), "with Java's cache of loaded classes"),
        new Figure("P8", "memory at rest (RSS, the database's aside), against the same", List.of(memory / Figure.median(theirMemory)), Goal.atMost(1.3),
            Goal.number(memory) + " MiB, empty " + Goal.number(Figure.median(theirMemory)) + " MiB"));
  }

  private static List<Double> rehearsed(Laboratory laboratory, Path data) throws IOException, InterruptedException {
    var folder = laboratory.newFolder("rehearsal");
    var notes = folder.resolve("service.aot");
    var rehearsal = process(java(JARS, List.of("-XX:AOTCacheOutput=" + notes, "io.cmc.deploy.demo.Rehearsal", folder.resolve("data").toString(),
        folder.resolve("client.aot").toString())), folder);
    if (rehearsal.waitFor() != 0) throw new IllegalStateException("the rehearsal ended with " + rehearsal.exitValue() + ", see " + folder);
    var times = new ArrayList<Double>();
    for (var round = 0; round <= laboratory.size(3, 1); round++) {
      times.add(start(data, new ArrayList<>(), port -> java(JARS, Stream.concat(Stream.of("-XX:AOTCache=" + notes), words(data, port)).toList())));
    }
    return times.subList(1, times.size());
  }

  private static List<String> serve(Path data, int port) {
    return java(CLASSES, words(data, port).toList());
  }

  private static Stream<String> words(Path data, int port) {
    return Stream.of("io.cmc.deploy.Main", "serve", "--data", data.toString(), "--port", "" + port);
  }

  private interface Command {
    List<String> with(int port);
  }

  /** In s. */
  private static double start(Path data, List<Double> memory, Command command) throws IOException, InterruptedException {
    var port = InProcess.freePort();
    var begin = System.nanoTime();
    var process = process(command.with(port), data);
    try {
      while (!isOpen(port)) waitFor(process, data, begin);
      var took = (System.nanoTime() - begin) / 1e9;
      Thread.sleep(REST);
      memory.add(resident(process.pid()));
      return took;
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private static void waitFor(Process process, Path data, long begin) throws IOException, InterruptedException {
    if (!process.isAlive() || System.nanoTime() - begin > PATIENCE.toNanos()) throw new IllegalStateException("it did not start:\n" + Files.readString(data.resolve("log")));
    Thread.sleep(20);
  }

  private static Process process(List<String> command, Path folder) throws IOException {
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null"))).start();
  }

  private static List<String> java(String classes, List<String> words) {
    var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xmx512m",
        "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp", classes));
    command.addAll(words);
    return command;
  }

  private static boolean isOpen(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** In MiB. */
  private static double resident(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream().filter(l -> l.startsWith("VmRSS:")).mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
        .findFirst().orElseThrow() / 1024.0;
  }
}
