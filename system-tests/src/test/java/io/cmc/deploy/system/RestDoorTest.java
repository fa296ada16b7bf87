// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cmc.api.v1.MigrationState;
import io.cmc.deploy.rest.RestWiring;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The API over HTTP, as a program of another team uses it: a whole migration, followed to its end, and all that is refused. */
class RestDoorTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MIGRATION = "rest";

  @TempDir private static Path folder;
  private static Site site;
  private static InProcess service;
  private static HttpClient client;

  @BeforeAll static void start() {
    site = Site.start(folder, network -> network.participants(2).seed(11));
    service = InProcess.start(folder.resolve("service"), RestWiring.on(0).toArray(String[]::new));
    client = HttpClient.newHttpClient();
  }

  @AfterAll static void close() {
    client.close();
    service.close();
    site.close();
  }

  @Test void a_gate_is_released_once_however_often_it_is_said_and_the_migration_is_followed_to_its_end() throws Exception {
    service.console().must(site.planning(MIGRATION, "--keep-source", "--hold-before", "BACK_UP"));
    service.console().must("start", site.file(MIGRATION).toString(), "--reason", "test");
    service.console().awaitState(MIGRATION, MigrationState.AT_GATE);
    var release = "{\"gate\": \"BACK_UP\", \"context\": {\"reason\": \"CHG-1\"}}";

    var first = post("/v1/migrations/rest/release", release, "Idempotency-Key", "k-1");
    var again = post("/v1/migrations/rest/release", release, "Idempotency-Key", "k-1");

    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    var seen = follow(-1);
    assertThat(seen.getLast().state()).isEqualTo("COMPLETED");
    assertThat(seen).extracting(Event::id).isSorted().doesNotHaveDuplicates();
    assertThat(json(get("/v1/audit?migration=rest&kinds=GateReleased")).path("entries")).hasSize(1);
    assertThat(follow(seen.getLast().id())).as("whoever has seen the end").isEmpty();
    assertThat(json(get("/v1/migrations/rest/at?sequence=1")).path("event").path("sequence").asText()).isEqualTo("1");
  }

  @Test void what_is_unchanged_is_not_sent_again() throws Exception {
    var first = get("/v1/incidents?migration=nobody");

    var again = get("/v1/incidents?migration=nobody", "If-None-Match", first.headers().firstValue("etag").orElseThrow());

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test void what_cannot_be_read_is_refused_and_said() throws Exception {
    var unknown = post("/v1/migrations/x/hold", "{\"contxt\": {}}");
    var query = get("/v1/audit?kind=LimitsLowered");
    var large = post("/v1/drafts", " ".repeat(4 * 1024 * 1024 + 1));

    assertThat(List.of(unknown.statusCode(), query.statusCode(), large.statusCode())).containsOnly(400);
    assertThat(json(unknown).path("detail").asText()).contains("contxt");
    assertThat(json(query).path("detail").asText()).isEqualTo("nothing is called kind");
  }

  @Test void an_order_that_is_refused_has_a_code_and_a_remedy_and_is_audited() throws Exception {
    var refused = post("/v1/migrations/never-planned/hold", "{\"context\": {\"reason\": \"test\"}}");

    assertThat(refused.statusCode()).isEqualTo(404);
    assertThat(json(refused).path("code").asText()).isEqualTo("MIGRATION_NOT_FOUND");
    assertThat(json(refused).path("remedy").asText()).isNotBlank();
    assertThat(json(refused).path("type").asText()).isEqualTo("urn:cmc:problem:MIGRATION_NOT_FOUND");
    await().untilAsserted(() -> assertThat(json(get("/v1/audit?migration=never-planned&kinds=OrderRefused")).path("entries")).hasSize(1));
  }

  @Test void who_brings_no_token_is_told_so_and_who_brings_one_is_known() throws Exception {
    var port = service.context().getEnvironment().getRequiredProperty("local.server.port");
    var nobody = client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/migrations")).build(), BodyHandlers.ofString());

    assertThat(nobody.statusCode()).isEqualTo(401);
    assertThat(nobody.headers().firstValue("www-authenticate")).hasValue("Bearer");
    assertThat(json(nobody).path("code").asText()).isEqualTo("TOKEN_MISSING");
    assertThat(json(get("/v1/whoami", "cmc-os-user", "olga")).path("subject").asText()).isEqualTo("local-admin/olga");
  }

  @Test void the_door_describes_itself() throws Exception {
    var described = json(get("/v1/openapi.json"));

    assertThat(described.path("openapi").asText()).isEqualTo("3.1.0");
    assertThat(described.path("paths").has("/v1/migrations/{migration}/panic")).isTrue();
    assertThat(get("/").statusCode()).isEqualTo(200);
    assertThat(get("/webjars/swagger-ui/swagger-ui-bundle.js").statusCode()).isEqualTo(200);
  }

  @Test void what_nobody_planned_is_not_found_and_the_problem_says_what_to_do() throws Exception {
    var answer = get("/v1/migrations/nobody-planned-it");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(json(answer).path("status").asInt()).isEqualTo(404);
    assertThat(json(answer).path("detail").asText()).contains("nobody-planned-it");
  }

  private record Event(long id, String state) {}

  /** What is sent until the stream ends. */
  private static List<Event> follow(long known) throws IOException, InterruptedException {
    var headers = known < 0 ? new String[0] : new String[] {"Last-Event-ID", String.valueOf(known)};
    var answer = client.send(request("/v1/migrations/rest/follow", headers).build(), BodyHandlers.ofLines());
    assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("text/event-stream");
    var events = new ArrayList<Event>();
    var id = new AtomicLong();
    for (var line : answer.body().toList()) {
      if (line.startsWith("id:")) id.set(Long.parseLong(line.substring(3).strip()));
      if (line.startsWith("data:")) events.add(new Event(id.get(), JSON.readTree(line.substring(5)).path("state").asText()));
    }
    return events;
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return JSON.readTree(answer.body());
  }

  private static HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
    return client.send(request(path, headers).build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
    return client.send(request(path, headers).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String path, String... headers) {
    var port = service.context().getEnvironment().getRequiredProperty("local.server.port");
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    request.header("Authorization", "Bearer " + token());
    return headers.length == 0 ? request : request.headers(headers);
  }

  private static String token() {
    try {
      return Files.readString(folder.resolve("service/keys/admin.token")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
