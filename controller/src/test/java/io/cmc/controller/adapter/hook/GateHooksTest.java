// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cmc.approval.Gate;
import io.cmc.controller.activity.Plans;
import io.cmc.controller.outward.Post;
import io.cmc.controller.outward.Way;
import io.cmc.controller.port.Gatekeeper.Question;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.secrecy.SecretReader;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.id.MigrationId;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.Secret;
import io.cmc.rejection.ProblemCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class GateHooksTest {

  private static final byte[] KEY = "a key of thirty-two bytes or so".getBytes(UTF_8);

  private static final Post POST = new Post(InstantSource.system(), SecretReader.of(name -> null));

  record Got(String id, String timestamp, String signature, String type, String body) {}

  @TempDir Path folder;
  private final List<Got> got = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch over = new CountDownLatch(1);
  private HttpServer server;
  private volatile int status = 200;
  private volatile String said = "CHG-7 is open";

  @BeforeEach void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach void stop() {
    over.countDown();
    server.stop(0);
  }

  private void answer(HttpExchange call) throws IOException {
    var headers = call.getRequestHeaders();
    got.add(new Got(headers.getFirst("webhook-id"), headers.getFirst("webhook-timestamp"), headers.getFirst("webhook-signature"),
        headers.getFirst("Content-Type"), new String(call.getRequestBody().readAllBytes(), UTF_8)));
    if (call.getRequestURI().getPath().equals("/silent")) await();
    call.getResponseHeaders().add("Location", "/elsewhere");
    var body = said.getBytes(UTF_8);
    call.sendResponseHeaders(status, body.length);
    call.getResponseBody().write(body);
    call.close();
  }

  private void await() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test void a_question_is_a_cloud_event_signed_so_that_anybody_with_the_secret_can_check_it() throws Exception {
    var said = hooks("/ask").ask(question());

    assertThat(said).isEqualTo("CHG-7 is open");
    var one = got.getFirst();
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
    var expected = mac.doFinal((one.id() + "." + one.timestamp() + "." + one.body()).getBytes(UTF_8));
    assertThat(one.signature()).isEqualTo("v1," + Base64.getEncoder().encodeToString(expected));
    assertThat(one.type()).isEqualTo("application/cloudevents+json");
    var event = new ObjectMapper().readTree(one.body());
    assertThat(event.path("specversion").asText()).isEqualTo("1.0");
    assertThat(event.path("id").asText()).isEqualTo(one.id()).isEqualTo("net-7#9/changes");
    assertThat(event.path("type").asText()).isEqualTo("io.cmc.hook.before-pnr-1");
    assertThat(event.path("data").path("gate").asText()).isEqualTo("before-pnr-1");
    assertThat(one.body()).doesNotContain("host", "password");
  }

  @Test void the_same_question_again_has_the_same_id_and_the_same_body() {
    var hooks = hooks("/ask");

    hooks.ask(question());
    hooks.ask(question());

    assertThat(got).extracting(Got::id).containsExactly("net-7#9/changes", "net-7#9/changes");
    assertThat(got.getFirst().body()).isEqualTo(got.getLast().body());
  }

  @ParameterizedTest @CsvSource({"403, PERMANENT", "409, PERMANENT", "302, PERMANENT", "429, TRANSIENT", "500, TRANSIENT", "503, TRANSIENT"})
  void what_an_answer_means(int code, Kind kind) {
    status = code;

    var trouble = catchThrowableOfType(NodeTrouble.class, () -> hooks("/ask").ask(question()));

    assertThat(trouble.kind()).isEqualTo(kind);
    assertThat(trouble.problem().code()).isEqualTo(ProblemCode.HOOK_FAILED);
    assertThat(got).as("no redirect is followed").hasSize(1);
  }

  @Test void words_of_a_hook_are_shown_without_control_characters() {
    said = "no\u001b[31m way\r\nINFO \u202eall is well";
    status = 409;

    assertThat(catchThrowableOfType(NodeTrouble.class, () -> hooks("/ask").ask(question())).problem().found()).isEqualTo("status 409: no [31m way INFO all is well");
  }

  @Test void one_that_does_not_answer_in_time_may_have_heard_it() {
    var trouble = catchThrowableOfType(NodeTrouble.class, () -> hooks("/silent").ask(question()));

    assertThat(trouble.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
    assertThat(trouble.problem().found()).contains("did not answer within 500 ms");
  }

  @Test void an_answer_without_end_is_not_read_to_its_end() {
    said = "x".repeat(1_000_000);

    assertThat(catchThrowableOfType(NodeTrouble.class, () -> hooks("/ask").ask(question())).problem().found()).contains("no answer that can be read");
  }

  @Test void one_that_is_down_is_tried_again() throws IOException {
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }

    var trouble = catchThrowableOfType(NodeTrouble.class, () -> hooks(Way.Web.of("http://127.0.0.1:" + port, Optional.empty(), true)).ask(question()));

    assertThat(trouble.kind()).isEqualTo(Kind.TRANSIENT);
  }

  @Test void a_hook_that_the_settings_do_not_have_any_more_holds_it() {
    var trouble = catchThrowableOfType(NodeTrouble.class, () -> new GateHooks(List.of(), POST, "/cmc").ask(question()));

    assertThat(trouble.kind()).isEqualTo(Kind.PERMANENT);
    assertThat(trouble.problem().expected()).contains("changes", "cmc.hooks.gating");
  }

  @Test void a_secret_that_is_not_there_is_named_by_its_reference() {
    var web = Way.Web.of(address("/ask"), Optional.of(new Secret(Secret.Kind.ENV, "CMC_NO_SUCH_SECRET")), true);

    assertThat(catchThrowableOfType(NodeTrouble.class, () -> hooks(web).ask(question())).problem().found()).contains("CMC_NO_SUCH_SECRET");
    assertThat(got).isEmpty();
  }

  @ParameterizedTest @CsvSource({"http://hooks.example/x, false", "ftp://hooks.example/x, true", "https://user:word@hooks.example/x, false", "file:///etc/passwd, true"})
  void an_address_is_https_unless_plain_is_named(String url, boolean plaintext) {
    assertThatThrownBy(() -> Way.Web.of(url, Optional.empty(), plaintext)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("word");
  }

  @ParameterizedTest @CsvSource({"0, ", "1, PERMANENT", "3, TRANSIENT"})
  void a_command_says_yes_no_or_not_now_by_its_exit_code(int code, Kind kind) throws Exception {
    var script = folder.resolve("hook");
    Files.writeString(script, "#!/bin/sh\ncat > " + folder.resolve("in") + "\necho \"$CMC_HOOK $CMC_GATE $CMC_MIGRATION $CMC_ID $1\"\nexit " + code + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    var hooks = hooks(new Way.Program(List.of(script.toString(), "$(touch hit)")));

    var trouble = catchThrowableOfType(NodeTrouble.class, () -> assertThat(hooks.ask(question())).startsWith("changes before-pnr-1 net-7 net-7#9/changes $(touch hit)"));

    assertThat(trouble == null ? null : trouble.kind()).isEqualTo(kind);
    assertThat(new ObjectMapper().readTree(folder.resolve("in").toFile()).path("id").asText()).isEqualTo("net-7#9/changes");
  }

  private GateHooks hooks(String path) {
    try {
      var secret = Files.writeString(folder.resolve("secret"), "whsec_" + Base64.getEncoder().encodeToString(KEY) + "\n");
      return hooks(Way.Web.of(address(path), Optional.of(new Secret(Secret.Kind.FILE, secret.toString())), true));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private GateHooks hooks(Way way) {
    var limit = way instanceof Way.Web web && web.url().getPath().equals("/silent") ? Duration.ofMillis(500) : Duration.ofSeconds(20);
    return new GateHooks(List.of(new GateHook("changes", way, Set.of(Gate.PNR_1), Set.of(), limit)), POST, "/cmc");
  }

  private String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private static Question question() {
    var plan = Plans.named(Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 2), new MigrationId("net-7"));
    return new Question("changes", "net-7#9/changes", Gate.PNR_1, plan);
  }
}
