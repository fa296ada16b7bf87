// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cmc.api.v1.MigrationState;
import io.cmc.deploy.rest.RestWiring;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Orders of people who say which status they looked at, at once and one after the other, over HTTP and by the client. */
class OrdersOnAnOldStatusTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PEOPLE = 8;
  private static final String PATH = "/v1/migrations/looked";
  private static final String BECAUSE = "{\"context\": {\"reason\": \"CHG-1\"}}";

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private Site site;
  private InProcess service;

  @BeforeEach void start() {
    site = Site.start(folder, network -> network.participants(2).seed(12));
    service = InProcess.start(folder.resolve("service"), RestWiring.on(0).toArray(String[]::new));
    service.console().must(site.planning("looked", "--keep-source", "--hold-before", "BACK_UP"));
    service.console().must("start", site.file("looked").toString(), "--reason", "test");
    service.console().awaitState("looked", MigrationState.AT_GATE);
  }

  @AfterEach void close() {
    client.close();
    service.close();
    site.close();
  }

  @Test void one_of_those_who_looked_at_the_same_status_is_obeyed_and_the_others_lose_nothing() throws Exception {
    var first = get();
    var old = tag(first);

    var held = together(() -> post("/hold", "If-Match", old));

    assertThat(held).extracting(HttpResponse::statusCode).as("eight at once: " + held.getFirst().body()).containsOnlyOnce(200).containsOnly(200, 412);
    assertThat(service.console().audit("looked", "MigrationHeld")).hasSize(1);
    var refused = post("/resume", "If-Match", old, "Idempotency-Key", "k-1");
    assertThat(json(refused).path("code").asText()).as(refused.body()).isEqualTo("CHANGED_SINCE");
    assertThat(json(refused).path("remedy").asText()).isNotBlank();
    assertThat(service.console().cmc("resume", "looked", "--as-of", json(first).path("asOfPosition").asText()).err()).startsWith("CHANGED_SINCE");
    service.console().awaitState("looked", MigrationState.HELD);
    assertThat(post("/resume", "If-Match", tag(get()), "Idempotency-Key", "k-1").statusCode()).as("the same key, on the status of now").isEqualTo(200);
    assertThat(post("/resume", "If-Match", old, "Idempotency-Key", "k-1").statusCode()).as("and once more: the same answer").isEqualTo(200);
    assertThat(post("/hold").statusCode()).as("whoever does not ask for it").isEqualTo(200);
  }

  @Test void what_is_no_such_tag_or_goes_with_no_such_order_is_refused() throws Exception {
    var now = tag(get());

    assertThat(List.of(post("/hold", "If-Match", "W/" + now).statusCode(), post("/hold", "If-Match", "\"x\"").statusCode(),
        send(request("").header("If-Match", now)).statusCode())).containsOnly(400);
    var drafted = send(HttpRequest.newBuilder(URI.create(address() + "/v1/legal-holds/looked/set")).header("Authorization", "Bearer " + token())
        .header("If-Match", now).POST(BodyPublishers.ofString(BECAUSE)));
    assertThat(json(drafted).path("code").asText()).as(drafted.body()).isEqualTo("CONTEXT_MISSING");
    await().untilAsserted(() -> assertThat(service.console().audit("looked", "MigrationHeld")).isEmpty());
  }

  private static List<HttpResponse<String>> together(Callable<HttpResponse<String>> what) throws Exception {
    try (var threads = Executors.newFixedThreadPool(PEOPLE)) {
      var answers = new ArrayList<HttpResponse<String>>();
      for (var running : threads.invokeAll(java.util.Collections.nCopies(PEOPLE, what))) answers.add(running.get());
      return answers;
    }
  }

  private HttpResponse<String> get() throws IOException, InterruptedException {
    return send(request(""));
  }

  private HttpResponse<String> post(String order, String... headers) throws IOException, InterruptedException {
    var request = request(order).POST(BodyPublishers.ofString(BECAUSE));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String order) throws IOException {
    return HttpRequest.newBuilder(URI.create(address() + PATH + order)).header("Authorization", "Bearer " + token());
  }

  private String address() {
    return "http://127.0.0.1:" + service.context().getEnvironment().getRequiredProperty("local.server.port");
  }

  private String token() throws IOException {
    return Files.readString(folder.resolve("service/keys/admin.token")).strip();
  }

  private static String tag(HttpResponse<String> answer) {
    return answer.headers().firstValue("etag").orElseThrow();
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return JSON.readTree(answer.body());
  }
}
