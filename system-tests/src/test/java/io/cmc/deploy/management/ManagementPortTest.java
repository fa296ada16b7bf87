// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.cmc.deploy.measure.Metric;
import io.cmc.deploy.rest.RestWiring;
import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.QuietLog;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is served beside the API, and that it is nothing more, whatever a file or the environment asks for. */
class ManagementPortTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except();

  @TempDir private static Path folder;
  private static InProcess service;
  private static HttpClient client;

  @BeforeAll static void start() {
    System.setProperty("management.endpoints.web.exposure.include", "*");
    System.setProperty("management.endpoints.access.default", "unrestricted");
    var settings = new ArrayList<>(RestWiring.on(0));
    settings.addAll(ManagementWiring.on(0, false));
    service = InProcess.start(folder, settings.toArray(String[]::new));
    client = HttpClient.newHttpClient();
  }

  @AfterAll static void close() {
    System.clearProperty("management.endpoints.web.exposure.include");
    System.clearProperty("management.endpoints.access.default");
    client.close();
    service.close();
  }

  @ParameterizedTest @ValueSource(strings = {"health", "health/liveness", "health/readiness"}) void it_is_up_and_says_nothing_more(String path) throws Exception {
    var answer = managed("/actuator/" + path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"status\":\"UP\"").doesNotContain("details", "postgres", folder.toString());
  }

  @Test void health_names_the_store() throws Exception {
    assertThat(managed("/actuator/health").body()).contains("\"store\":{\"status\":\"UP\"}");
    assertThat(HealthGrpc.newBlockingStub(service.console().channel()).check(HealthCheckRequest.getDefaultInstance()).getStatus())
        .as("health by gRPC as before").isEqualTo(ServingStatus.SERVING);
  }

  @Test void gauges_of_the_service_and_of_its_machine_are_measured() throws Exception {
    var figures = managed("/actuator/prometheus").body();

    assertThat(figures).contains("migration_dead_letters 0.0", "migration_notices_waiting 0.0", "migration_work{condition=\"due\",kind=\"step\"}");
    assertThat(Metric.ofTheMachine().stream().flatMap(m -> m.names().stream())).allSatisfy(name -> assertThat(figures).containsPattern("(?m)^" + name + "[ {]"));
  }

  @Test void what_it_is_made_of_is_told() throws Exception {
    assumeThat(getClass().getResource("/META-INF/sbom/application.cdx.json")).as("Maven lists it only when it is not offline").isNotNull();
    assertThat(managed("/actuator/sbom/application").body()).contains("\"CycloneDX\"", "pkg:maven/org.axonframework/axon-eventsourcing@", "pkg:maven/org.postgresql/postgresql@")
        .doesNotContain("archunit");
    assertThat(managed("/actuator/info").body()).contains("\"name\":\"cmc\"");
  }

  private static List<String> others() {
    return List.of("", "auditevents", "beans", "caches", "conditions", "configprops", "env", "env/user.name", "flyway", "heapdump", "httpexchanges",
        "integrationgraph", "jolokia", "liquibase", "logfile", "loggers", "loggers/ROOT", "mappings", "metrics", "metrics/jvm.info", "quartz", "restart",
        "refresh", "scheduledtasks", "sessions", "shutdown", "startup", "threaddump");
  }

  @Test void nothing_else_is_there() throws Exception {
    for (var other : others()) {
      assertThat(managed("/actuator/" + other).statusCode()).as(other).isEqualTo(404);
      assertThat(client.send(at(management(), "/actuator/" + other).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString()).statusCode())
          .as("POST " + other).isEqualTo(404);
    }
    assertThat(List.of(managed("/").statusCode(), managed("/v1/migrations").statusCode(), managed("/index.html").statusCode(), managed("/webjars/swagger-ui/swagger-ui-bundle.js").statusCode(), managed("/error").statusCode()))
        .as("pages of the API").containsOnly(404);
  }

  @Test void it_is_not_at_the_port_of_the_api() throws Exception {
    for (var path : List.of("health", "health/liveness", "info", "prometheus", "sbom", "env")) {
      assertThat(client.send(at(api(), "/actuator/" + path).build(), BodyHandlers.ofString()).statusCode()).as(path).isEqualTo(404);
    }
  }

  private static HttpResponse<String> managed(String path) throws IOException, InterruptedException {
    return client.send(at(management(), path).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder at(String port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private static String management() {
    return service.context().getEnvironment().getRequiredProperty("local.management.port");
  }

  private static String api() {
    return service.context().getEnvironment().getRequiredProperty("local.server.port");
  }
}
