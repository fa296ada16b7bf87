// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Runs all benchmarks, or those of {@code -Dbench.only=P4,P5}, and writes what came of them. A goal that is missed fails nothing here:
 * how busy the machine is decides as well. What cannot be measured fails.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FiguresTest {

  private static final Path TARGET = Path.of("target").toAbsolutePath();

  private final List<Figure> figures = new ArrayList<>();
  private final Map<String, String> took = new LinkedHashMap<>();
  private Laboratory laboratory;

  @BeforeAll void open() throws IOException {
    laboratory = Laboratory.open(Files.createTempDirectory(Files.createDirectories(TARGET), "bench-"), Boolean.getBoolean("bench.small"));
  }

  @TestFactory Stream<DynamicTest> figures() {
    var only = Set.of(System.getProperty("bench.only", "").split(","));
    return Benchmarks.all().stream().filter(b -> only.contains("") || only.contains(b.id()))
        .map(b -> DynamicTest.dynamicTest(b.id() + " is measured", () -> measure(b)));
  }

  private void measure(Benchmark benchmark) throws Exception {
    var begin = System.nanoTime();
    var found = benchmark.measure(laboratory);
    took.put(benchmark.id(), Duration.ofNanos(System.nanoTime() - begin).toSeconds() + " s");
    figures.addAll(found);
    System.out.print(new Results(found, Map.of()).table());
  }

  @AfterAll void write() throws IOException {
    laboratory.close();
    if (figures.isEmpty()) return;
    var results = new Results(figures, circumstances());
    Files.writeString(TARGET.resolve("performance.json"), results.json());
    Files.writeString(TARGET.resolve("performance.md"), results.table());
    System.out.println("\n" + results.table() + "\n" + results.circumstances() + "\nwritten to " + TARGET.resolve("performance.json"));
  }

  private Map<String, String> circumstances() {
    var all = new LinkedHashMap<>(Map.of("sizes", laboratory.small() ? "small" : "full", "processors", "" + Runtime.getRuntime().availableProcessors(),
        "java", Runtime.version().toString(), "system", System.getProperty("os.name") + " " + System.getProperty("os.version")));
    took.forEach((id, time) -> all.put("took " + id, time));
    return all;
  }
}
