// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.digitalasset.canton.participant.admin.v0.DomainConnectivityServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.ListConnectedDomainsResponse;
import com.digitalasset.canton.participant.admin.v0.ResourceLimits;
import com.digitalasset.canton.participant.admin.v0.ResourceManagementServiceGrpc;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.plan.Endpoint;
import io.cmc.plan.Tls;
import io.cmc.rejection.ProblemCode;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.LoggerFactory;

/** Whom we believe, who we say we are, and what happens when the files that say so are replaced while we speak. */
@ResourceLock("log")
class CertificatesTest extends Networked {

  @TempDir static Path folder;
  private static Authority bank;
  private static Authority stranger;
  private static Authority.Issued server;
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeAll static void make_certificates() {
    bank = Authority.in(folder, "bank");
    stranger = Authority.in(folder, "stranger");
    server = bank.issue("server");
  }

  @Test void a_node_of_another_authority_is_not_believed() throws Exception {
    try (var node = node(plainly(server))) {
      unreachable(node, trusting(stranger));
      assertThat(closed(node, trusting(bank))).isTrue();
    }
  }

  @Test void a_node_with_the_certificate_of_another_host_is_not_believed_unless_the_plan_expects_that_name() throws Exception {
    try (var node = node(plainly(bank.issue("elsewhere", "dns:node.bank", 0, 30)))) {
      unreachable(node, trusting(bank));
      unreachable(node, expecting("other.bank"));
      assertThat(closed(node, expecting("node.bank"))).isTrue();
    }
  }

  @Test void an_expired_certificate_is_not_believed_even_where_it_is_trusted_by_itself() throws Exception {
    var expired = bank.issue("expired", "ip:127.0.0.1", 20, 10);
    try (var node = node(plainly(expired))) {
      unreachable(node, trusting(bank));
      unreachable(node, new Tls(Optional.of(expired.certificate().toString()), Optional.empty(), Optional.empty()));
    }
  }

  @Test void a_node_that_asks_who_we_are_is_not_content_with_a_certificate_of_strangers() throws Exception {
    try (var node = node(mutually(server))) {
      unreachable(node, trusting(bank));
      unreachable(node, showing(stranger.issue("nobody")));
      assertThat(closed(node, showing(bank.issue("somebody")))).isTrue();
    }
  }

  @Test void a_replaced_certificate_is_shown_by_the_next_call_and_the_old_connection_ends() throws Exception {
    var ours = bank.issue("first");
    try (var node = node(mutually(server))) {
      var participant = nodes.participant(plan(ALFA, endpoint(node, showing(ours)), Optional.empty()));
      participant.limits();
      participant.limits();
      assertThat(node.shown()).containsExactly("CN=first");

      ours.become(bank.issue("second"));
      participant.limits();

      assertThat(node.shown()).containsExactly("CN=first", "CN=second");
      await().atMost(Duration.ofSeconds(30)).until(() -> node.connections() == 1);
    }
  }

  @Test void a_call_that_runs_goes_on_when_the_certificate_is_replaced() throws Exception {
    var ours = bank.issue("long");
    var renewed = bank.issue("longer");
    try (var node = node(mutually(server))) {
      var participant = nodes.participant(plan(ALFA, endpoint(node, showing(ours)), Optional.empty()));
      node.hangs(ResourceManagementServiceGrpc.getGetResourceLimitsMethod());
      node.answers(DomainConnectivityServiceGrpc.getListConnectedDomainsMethod(), ListConnectedDomainsResponse.getDefaultInstance());
      var running = java.util.concurrent.CompletableFuture.supplyAsync(participant::limits);
      var call = node.waiting();

      ours.become(renewed);
      nodes.participant(plan(ALFA, endpoint(node, showing(ours)), Optional.empty())).connected();
      answer(call);

      assertThat(running.join().closed()).isTrue();
      assertThat(node.shown()).containsExactly("CN=long", "CN=longer");
    }
  }

  @SuppressWarnings("unchecked")
  private static void answer(io.grpc.stub.StreamObserver<?> call) {
    var caller = (io.grpc.stub.StreamObserver<ResourceLimits>) call;
    caller.onNext(ResourceLimits.getDefaultInstance());
    caller.onCompleted();
  }

  @Test void files_that_cannot_be_used_are_told_once_and_those_of_before_stay_in_use() throws Exception {
    listen();
    var ours = bank.issue("good");
    var key = Files.readString(ours.key());
    try (var node = node(mutually(server))) {
      var participant = nodes.participant(plan(ALFA, endpoint(node, showing(ours)), Optional.empty()));
      participant.limits();

      Files.writeString(ours.key(), Files.readString(bank.issue("another").key()));
      participant.limits();
      participant.limits();
      Files.delete(ours.certificate());
      participant.limits();

      assertThat(node.shown()).containsExactly("CN=good");
      assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).hasSize(2).allSatisfy(line -> assertThat(line)
          .contains("cannot be used", "stay in use", folder.toString()).doesNotContain(key.lines().toList().get(1)));

      ours.become(bank.issue("renewed"));
      participant.limits();
      assertThat(node.shown()).containsExactly("CN=good", "CN=renewed");
    }
  }

  @Test void another_authority_of_the_node_is_believed_once_the_file_names_it() throws Exception {
    var trust = Files.copy(bank.certificate(), folder.resolve("trust.pem"));
    var tls = new Tls(Optional.of(trust.toString()), Optional.empty(), Optional.empty());
    try (var before = node(plainly(server)); var after = node(plainly(stranger.issue("moved")))) {
      assertThat(closed(before, tls)).isTrue();
      unreachable(after, tls);

      Files.writeString(trust, Files.readString(stranger.certificate()));

      assertThat(closed(after, tls)).isTrue();
      unreachable(before, tls);
    }
  }

  @Test void when_certificates_end_is_known_after_the_first_call() throws Exception {
    try (var node = node(mutually(bank.issue("short", "ip:127.0.0.1", 0, 5)))) {
      var endpoint = endpoint(node, showing(bank.issue("ours", "ip:127.0.0.1", 0, 9)));
      nodes.participant(plan(ALFA, endpoint, Optional.empty())).limits();

      assertThat(nodes.certificates(endpoint)).hasSize(2)
          .hasEntrySatisfying("the certificate of " + endpoint.address(), end -> assertThat(end).isBetween(days(4), days(6)))
          .hasEntrySatisfying("our certificate in " + folder.resolve("ours.crt"), end -> assertThat(end).isBetween(days(8), days(10)));
    }
  }

  private static Instant days(int days) {
    return Instant.now().plus(Duration.ofDays(days));
  }

  private void listen() {
    log.start();
    ((Logger) LoggerFactory.getLogger(Renewal.class)).addAppender(log);
    ((Logger) LoggerFactory.getLogger(Renewal.class)).setLevel(ch.qos.logback.classic.Level.WARN);
  }

  private boolean closed(ScriptedNode node, Tls tls) {
    return nodes.participant(plan(ALFA, endpoint(node, tls), Optional.empty())).limits().closed();
  }

  private void unreachable(ScriptedNode node, Tls tls) {
    var trouble = trouble(() -> closed(node, tls));

    assertThat(trouble).as("%s", tls).isNotNull();
    assertThat(trouble.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(trouble.problem().code()).isEqualTo(ProblemCode.NODE_UNREACHABLE);
  }

  private static Endpoint endpoint(ScriptedNode node, Tls tls) {
    return new Endpoint("127.0.0.1", node.port(), Optional.of(tls), Optional.empty());
  }

  private static Tls trusting(Authority authority) {
    return new Tls(Optional.of(authority.certificate().toString()), Optional.empty(), Optional.empty());
  }

  private static Tls expecting(String name) {
    return new Tls(Optional.of(bank.certificate().toString()), Optional.empty(), Optional.empty(), Optional.of(name));
  }

  private static Tls showing(Authority.Issued ours) {
    return new Tls(Optional.of(bank.certificate().toString()), Optional.of(ours.certificate().toString()), Optional.of(ours.key().toString()));
  }

  private static ServerCredentials plainly(Authority.Issued issued) throws Exception {
    return TlsServerCredentials.create(issued.certificate().toFile(), issued.key().toFile());
  }

  private static ServerCredentials mutually(Authority.Issued issued) throws Exception {
    return TlsServerCredentials.newBuilder().keyManager(issued.certificate().toFile(), issued.key().toFile())
        .trustManager(bank.certificate().toFile()).clientAuth(TlsServerCredentials.ClientAuth.REQUIRE).build();
  }

  private static ScriptedNode node(ServerCredentials credentials) throws Exception {
    return ScriptedNode.secured(credentials).called(ALFA)
        .answers(ResourceManagementServiceGrpc.getGetResourceLimitsMethod(), ResourceLimits.getDefaultInstance());
  }
}
