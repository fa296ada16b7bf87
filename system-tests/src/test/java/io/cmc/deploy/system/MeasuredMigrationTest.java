// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.api.v1.MigrationState;
import io.cmc.deploy.management.ManagementWiring;
import io.cmc.deploy.measure.Metric;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus reads while a migration waits at a gate. */
class MeasuredMigrationTest {

  private static final String MIGRATION = "measured";
  private static final Pattern SERIES = Pattern.compile("(?m)^((?:migration|grpc_client)_\\w+)(?:\\{([^}]*)})? ");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

  @RegisterExtension static final QuietLog LOG = QuietLog.except();

  @TempDir private Path folder;
  private Site site;
  private InProcess service;

  @BeforeEach void a_migration_waits_at_a_gate() {
    site = Site.start(folder, network -> network.participants(1));
    service = InProcess.start(folder.resolve("service"), ManagementWiring.on(0, true).toArray(String[]::new));
    service.console().must(site.planning(MIGRATION, "--hold-before", "quiesce"));
    service.console().must("start", site.file(MIGRATION).toString(), "--reason", "a test");
    service.console().awaitState(MIGRATION, MigrationState.AT_GATE);
  }

  @AfterEach void close() {
    service.close();
    site.close();
  }

  @Test void it_is_measured_as_the_page_of_metrics_says() {
    await("the next measurement").atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(scrape()).contains("migration_state{migration=\"measured\",state=\"at_gate\"} 1.0"));
    var figures = scrape();

    assertThat(figures).contains("migration_gate_age_seconds{before=\"quiesce\",migration=\"measured\"}", "migration_participants{activity=\"idle\",migration=\"measured\"} 1.0",
        "migration_phase_time_seconds{migration=\"measured\",phase=\"preflight\",spent=\"work\"}", "migration_step_seconds_count{outcome=\"reached\",step=\"check_participant\"}",
        "migration_store_lag_events ", "migration_projection_lag_events{model=\"status\"}");
    assertThat(figures).containsPattern("grpc_client_processing_duration_seconds_count\\{.*node=\"[^\"]+:\\d+\".*statusCode=\"OK\"");
    assertThat(SERIES.matcher(figures).results().map(m -> told(m.group(1), m.group(2)))).isNotEmpty().isSubsetOf(known());
  }

  private static String told(String name, String labels) {
    return name + LABEL.matcher(labels == null ? "" : labels).results().map(m -> m.group(1)).sorted().toList();
  }

  private static List<String> known() {
    return Stream.of(Metric.ofMigrations(), Metric.ofTheService(), Metric.ofEachInstance()).flatMap(List::stream)
        .flatMap(metric -> metric.names().stream().map(name -> name + metric.labels().stream().sorted().toList())).toList();
  }

  private String scrape() {
    var port = service.context().getEnvironment().getRequiredProperty("local.management.port");
    try (var client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus")).build(), BodyHandlers.ofString()).body();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
