// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A hook says no before the first contracts are moved, and yes later; a receiver that checks each signature is told of all of it. */
class HookedMigrationTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS);

  private static final String MIGRATION = "hooked";
  private static final String SECRET = "shared by both";

  @TempDir private static Path folder;
  private static final List<String> QUESTIONS = new CopyOnWriteArrayList<>();
  private static final List<String> KINDS = new CopyOnWriteArrayList<>();
  private static final List<String> FORGED = new CopyOnWriteArrayList<>();
  private static volatile boolean open;
  private static HttpServer receiver;
  private static Site site;
  private static InProcess service;

  @BeforeAll static void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/ask", call -> answer(call, open ? 200 : 409, QUESTIONS, "id"));
    receiver.createContext("/tell", call -> answer(call, 204, KINDS, "type"));
    receiver.start();
    var address = "http://127.0.0.1:" + receiver.getAddress().getPort();
    var secret = Files.writeString(folder.resolve("secret"), SECRET + "\n");
    site = Site.start(folder, network -> network.participants(2).seed(5));
    service = InProcess.start(folder.resolve("service"), "--cmc.hooks.gating.changes.at=before-pnr-1", "--cmc.hooks.gating.changes.url=" + address + "/ask",
        "--cmc.hooks.gating.changes.plaintext=true", "--cmc.hooks.gating.changes.secret-file=" + secret, "--cmc.notices.channels.desk.url=" + address + "/tell",
        "--cmc.notices.channels.desk.plaintext=true", "--cmc.notices.channels.desk.secret-file=" + secret);
  }

  @AfterAll static void stop() {
    service.close();
    site.close();
    receiver.stop(0);
  }

  private static void answer(HttpExchange call, int code, List<String> into, String field) throws IOException {
    var body = new String(call.getRequestBody().readAllBytes(), UTF_8);
    if (!signature(call, body).equals(call.getRequestHeaders().getFirst("webhook-signature"))) FORGED.add(body);
    into.add(new ObjectMapper().readTree(body).path(field).asText());
    call.sendResponseHeaders(code, code == 204 ? -1 : 0);
    call.close();
  }

  private static String signature(HttpExchange call, String body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
      var signed = call.getRequestHeaders().getFirst("webhook-id") + "." + call.getRequestHeaders().getFirst("webhook-timestamp") + "." + body;
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test void nothing_is_moved_against_a_no_and_everything_after_a_yes_and_all_of_it_is_told() {
    service.console().must(site.planning(MIGRATION, "--keep-source"));
    assertThat(site.file(MIGRATION)).content().contains("BEFORE_PNR_1", "changes");
    service.console().must("start", site.file(MIGRATION).toString(), "--reason", "CHG-1");

    await().atMost(Duration.ofMinutes(3)).until(() -> events("StepParked") == 1);
    assertThat(service.console().must("incidents").out()).contains("HOOK_FAILED", "409");
    assertThat(site.journal("MigrateDomain")).isEmpty();
    assertThat(QUESTIONS).hasSize(1);

    open = true;
    service.console().must("retry", MIGRATION, "--reason", "the change is open");

    await().atMost(Duration.ofMinutes(3)).until(() -> events("MigrationCompleted") == 1);
    assertThat(QUESTIONS).hasSize(2).doesNotHaveDuplicates();
    assertThat(service.console().must("audit", MIGRATION).out()).contains("Hooks before PNR_1 said yes: changes");
    await().atMost(Duration.ofSeconds(30)).until(() -> KINDS.contains("io.cmc.notice.migration-ended"));
    assertThat(KINDS).containsExactly("io.cmc.notice.migration-started", "io.cmc.notice.incident-opened", "io.cmc.notice.incident-closed",
        "io.cmc.notice.point-of-no-return", "io.cmc.notice.point-of-no-return", "io.cmc.notice.migration-ended");
    assertThat(FORGED).isEmpty();
  }

  private static int events(String kind) {
    return service.store().sql("select count(*) from domain_event_entry where payload_type = ?").param(kind).query(Integer.class).single();
  }
}
