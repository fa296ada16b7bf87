// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cmc.api.v1.MigrationOrdersGrpc;
import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.OrderContext;
import io.cmc.api.v1.StartMigrationRequest;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the service logs of a migration, read by a program. */
class LoggedMigrationTest {

  private static final String MIGRATION = "logged";
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PIPELINE = "00-" + TRACE + "-00f067aa0ba902b7-01";
  private static final List<String> OF_WORK = List.of("migration", "participant", "step", "attempt", "request", "correlation");

  private final ObjectMapper json = new ObjectMapper();
  private static Site site;
  private static OwnProcess service;

  @BeforeAll static void a_migration_of_two_is_on_its_way(@TempDir Path folder) {
    site = Site.start(folder, network -> network.participants(2).seed(17));
    service = OwnProcess.start(folder.resolve("service"), "--log-format", "ecs");
    try (var console = service.console()) {
      console.must(site.planning(MIGRATION, "--hold-before", "back_up"));
      console.must("plan", "check", site.file(MIGRATION).toString());
      start(console, console.awaitState(MIGRATION, MigrationState.PLANNED).getPlanHash());
      console.awaitState(MIGRATION, MigrationState.AT_GATE);
    }
  }

  @AfterAll static void close() {
    service.close();
    site.close();
  }

  @Test void each_line_is_json_and_says_which_migration_participant_step_and_trace_it_is_about() {
    await("the last step before the gate").atMost(Duration.ofMinutes(1)).until(() -> steps("leave_source").size() == 2);

    var order = lines().stream().filter(line -> text(line, "message").equals("StartMigration is taken: " + MIGRATION)).toList();
    assertThat(order).singleElement().satisfies(line -> {
      assertThat(text(line, "call")).isEqualTo("cmc.api.v1.MigrationOrders/StartMigration");
      assertThat(text(line, "migration")).isEqualTo(MIGRATION);
      assertThat(text(line, "actor")).as("an id, and no name").startsWith("p-");
      assertThat(line.at("/trace/id").asText()).isEqualTo(TRACE);
    });
    assertThat(steps("lower_limits")).hasSize(2).allSatisfy(line -> {
      assertThat(OF_WORK).allSatisfy(field -> assertThat(text(line, field)).as(field).isNotEmpty());
      assertThat(text(line, "migration")).isEqualTo(MIGRATION);
      assertThat(text(line, "attempt")).isEqualTo("1");
      assertThat(line.at("/trace/id").asText()).isEqualTo(TRACE);
      assertThat(line.at("/service/version").asText()).isNotEmpty();
    });
    assertThat(steps("lower_limits")).extracting(line -> text(line, "participant")).containsExactlyInAnyOrder("participantA", "participantB");
    assertThat(steps("lower_limits")).extracting(line -> text(line, "correlation")).as("one order set both in motion").containsOnly(text(steps("drain").getFirst(), "correlation"));
  }

  @Test void what_is_known_of_one_piece_of_work_is_on_no_line_of_another() {
    var ofSteps = lines().stream().filter(line -> line.has("step")).toList();
    var others = lines().stream().filter(line -> !text(line, "message").startsWith("step ")).toList();

    assertThat(ofSteps.stream().collect(Collectors.groupingBy(line -> text(line, "request"))).values()).isNotEmpty().allSatisfy(ofOne -> {
      assertThat(ofOne).extracting(line -> text(line, "participant") + " " + text(line, "step")).containsOnly(text(ofOne.getFirst(), "participant") + " " + text(ofOne.getFirst(), "step"));
    });
    assertThat(others).isNotEmpty().filteredOn(line -> line.at("/process/thread/name").asText().equals("main")).isNotEmpty()
        .allSatisfy(line -> assertThat(line.fieldNames()).toIterable().doesNotContainAnyElementsOf(OF_WORK));
  }

  private List<JsonNode> steps(String step) {
    return lines().stream().filter(line -> text(line, "step").equals(step) && text(line, "message").endsWith(": reached")).toList();
  }

  /** Whoever is in the middle of writing one ends it. */
  private List<JsonNode> lines() {
    var logged = service.logged();
    return logged.substring(0, logged.lastIndexOf('\n') + 1).lines().map(this::parsed).toList();
  }

  private JsonNode parsed(String line) {
    try {
      return json.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("expected JSON, found: " + line, e);
    }
  }

  private static String text(JsonNode line, String field) {
    return line.path(field).asText();
  }

  private static void start(Console console, String hash) {
    var headers = new Metadata();
    headers.put(Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER), PIPELINE);
    MigrationOrdersGrpc.newBlockingStub(console.channel()).withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
        .startMigration(StartMigrationRequest.newBuilder().setMigration(MIGRATION).setPlanHash(hash)
            .setContext(OrderContext.newBuilder().setReason("a test").setIdempotencyKey(UUID.randomUUID().toString())).build());
  }
}
