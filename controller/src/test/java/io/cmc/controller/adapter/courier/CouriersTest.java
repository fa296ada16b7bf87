// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.courier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.cmc.controller.adapter.courier.Mail.Protection;
import io.cmc.controller.notice.Courier;
import io.cmc.controller.notice.Courier.Undelivered;
import io.cmc.controller.notice.Kind;
import io.cmc.controller.notice.Notice;
import io.cmc.controller.outward.Post;
import io.cmc.controller.outward.Way;
import io.cmc.controller.secrecy.SecretReader;
import io.cmc.id.MigrationId;
import io.cmc.plan.Secret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Notices as they arrive, at a real HTTP server, a real SMTP server and a real command. */
@Timeout(60)
class CouriersTest {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Notice NOTICE = new Notice("cmc-7-0", Kind.WAITS, new MigrationId("net-7"), "net-7 waits for you\r\nBcc: all@bank.example \u001b[31mnow", Instant.parse("2026-03-07T12:00:00Z"));
  private static final Map<String, String> ENVIRONMENT = Map.of("HOOK_SECRET", "simple words", "MAIL_PASSWORD", "not to be told");

  record Got(String id, String timestamp, String signature, String body) {}

  @TempDir Path folder;
  private final List<Got> got = Collections.synchronizedList(new ArrayList<>());
  private final SecretReader secrets = SecretReader.of(ENVIRONMENT::get);
  private final Couriers couriers = new Couriers(new Post(InstantSource.system(), secrets), "/cmc");
  private HttpServer server;
  private volatile int status = 204;

  @BeforeEach void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", call -> {
      var h = call.getRequestHeaders();
      got.add(new Got(h.getFirst("webhook-id"), h.getFirst("webhook-timestamp"), h.getFirst("webhook-signature"), new String(call.getRequestBody().readAllBytes(), UTF_8)));
      call.sendResponseHeaders(status, -1);
      call.close();
    });
    server.start();
  }

  @AfterEach void stop() {
    server.stop(0);
  }

  @Test void a_webhook_gets_a_signed_cloud_event_with_the_same_id_each_time() throws Exception {
    var courier = couriers.events(web(Optional.of(new Secret(Secret.Kind.ENV, "HOOK_SECRET"))), LIMIT);

    courier.carry(NOTICE);
    courier.carry(NOTICE);

    assertThat(got).extracting(Got::id).containsExactly("cmc-7-0", "cmc-7-0");
    var one = got.getFirst();
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("simple words".getBytes(UTF_8), "HmacSHA256"));
    assertThat(one.signature()).isEqualTo("v1," + Base64.getEncoder().encodeToString(mac.doFinal((one.id() + "." + one.timestamp() + "." + one.body()).getBytes(UTF_8))));
    var event = new ObjectMapper().readTree(one.body());
    assertThat(event.path("type").asText()).isEqualTo("io.cmc.notice.waits");
    assertThat(event.path("time").asText()).isEqualTo("2026-03-07T12:00:00Z");
    assertThat(event.path("data").path("severity").asText()).isEqualTo("warning");
  }

  @Test void a_chat_gets_one_line() throws Exception {
    couriers.chat(web(Optional.empty()), LIMIT).carry(NOTICE);

    assertThat(new ObjectMapper().readTree(got.getFirst().body())).isEqualTo(new ObjectMapper()
        .readTree("{\"text\": \"[warning] net-7 waits for you Bcc: all@bank.example [31mnow\"}"));
  }

  @Test void what_is_not_taken_is_said_so_without_the_address() {
    status = 500;

    assertThatThrownBy(() -> couriers.chat(web(Optional.empty()), LIMIT).carry(NOTICE)).isInstanceOf(Undelivered.class).hasMessageContaining("500")
        .hasMessageNotContaining("T0KEN");
  }

  @Test void a_command_has_it_as_its_input_and_fails_by_its_exit_code() throws Exception {
    var good = couriers.events(new Way.Program(List.of("/bin/cp", "/dev/stdin", folder.resolve("in").toString())), LIMIT);
    var bad = couriers.events(new Way.Program(List.of("/bin/false")), LIMIT);

    good.carry(NOTICE);

    assertThat(new ObjectMapper().readTree(Files.readString(folder.resolve("in"))).path("id").asText()).isEqualTo("cmc-7-0");
    assertThatThrownBy(() -> bad.carry(NOTICE)).isInstanceOf(Undelivered.class).hasMessageContaining("exit code 1");
  }

  @Test void a_mail_arrives_with_a_number_of_its_own_and_no_header_of_somebody_elses() throws Exception {
    var smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    smtp.start();
    var port = smtp.getSmtp().getPort();
    try {
      smtp.setUser("cmc@bank.example", "cmc", "not to be told");
      var login = Optional.of(new Mail.Login("cmc", new Secret(Secret.Kind.ENV, "MAIL_PASSWORD")));
      var courier = mail(port, login);

      courier.carry(NOTICE);
      courier.carry(NOTICE);

      assertThat(smtp.waitForIncomingEmail(10_000, 4)).isTrue();
      assertThat(smtp.getReceivedMessages()).hasSize(4).allSatisfy(mail -> {
        assertThat(mail.getMessageID()).isEqualTo("<cmc-7-0@bank.example>");
        assertThat(mail.getSubject()).isEqualTo("[warning] net-7 waits for you Bcc: all@bank.example [31mnow");
        assertThat(mail.getHeader("Bcc")).isNull();
      });
    } finally {
      smtp.stop();
    }
    assertThatThrownBy(() -> mail(port, Optional.empty()).carry(NOTICE)).isInstanceOf(Undelivered.class);
  }

  @Test void a_mail_server_that_offers_no_encryption_gets_nothing_where_it_is_asked_for() {
    var smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    smtp.start();
    try {
      var server = new Mail.Server("127.0.0.1", smtp.getSmtp().getPort(), Protection.STARTTLS, Optional.empty(), "cmc@bank.example");

      assertThatThrownBy(() -> new Mail(server, secrets).to(List.of("ops@bank.example"), LIMIT).carry(NOTICE)).isInstanceOf(Undelivered.class);
      assertThat(smtp.getReceivedMessages()).isEmpty();
    } finally {
      smtp.stop();
    }
  }

  @Test void an_address_that_is_none_is_refused_when_the_service_starts() {
    assertThatThrownBy(() -> mail(25, Optional.empty(), "ops@bank.example\r\nBcc: x@y.example")).isInstanceOf(IllegalArgumentException.class);
  }

  private Courier mail(int port, Optional<Mail.Login> login) {
    return mail(port, login, "ops@bank.example", "desk@bank.example");
  }

  private Courier mail(int port, Optional<Mail.Login> login, String... to) {
    return new Mail(new Mail.Server("127.0.0.1", port, Protection.NONE, login, "cmc@bank.example"), secrets).to(List.of(to), LIMIT);
  }

  private Way.Web web(Optional<Secret> secret) {
    return Way.Web.of("http://127.0.0.1:" + server.getAddress().getPort() + "/services/T0KEN", secret, true);
  }
}
