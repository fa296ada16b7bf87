// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.deploy.docs.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetersTest {

  private static final Pattern METER = Pattern.compile("(?:\\.builder\\(\\s*|TIMER = |^  [A-Z_]+\\()\"([a-z]+(?:\\.[a-z]+)+)\"", Pattern.MULTILINE);

  @Test void every_meter_that_the_code_makes_is_on_the_page_of_metrics_and_begins_alike() throws IOException {
    var made = sources().stream().flatMap(text -> METER.matcher(text).results()).map(m -> m.group(1)).collect(Collectors.toSet());
    var told = Stream.of(Metric.ofMigrations(), Metric.ofTheService(), Metric.ofEachInstance()).flatMap(List::stream).map(Metric::meter)
        .filter(meter -> !meter.startsWith("grpc.client.")).collect(Collectors.toSet());

    assertThat(made).isEqualTo(told).allMatch(meter -> meter.startsWith("migration."));
  }

  /** Those that have to do with meters. */
  private static Set<String> sources() throws IOException {
    var all = new HashSet<String>();
    for (var module : List.of("event-store", "controller", "projections", "deploy")) {
      try (Stream<Path> files = Files.walk(Checkout.here().path(module + "/src/main/java"))) {
        for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) all.add(Files.readString(file));
      }
    }
    all.removeIf(text -> !text.contains("io.micrometer.core") && !text.contains("enum Measure"));
    return all;
  }
}
