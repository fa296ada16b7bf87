// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import static org.assertj.core.api.Assertions.assertThat;

import com.digitalasset.canton.participant.admin.v0.DisconnectDomainResponse;
import com.digitalasset.canton.participant.admin.v0.DomainConnectivityServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.ResourceLimits;
import com.digitalasset.canton.participant.admin.v0.ResourceManagementServiceGrpc;
import io.cmc.controller.port.DomainEntrance.Facts;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.plan.Endpoint;
import io.cmc.plan.Tls;
import io.cmc.rejection.ProblemCode;
import io.grpc.TlsServerCredentials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest extends Networked {

  @TempDir static Path folder;
  private static SelfSigned server;
  private static SelfSigned client;

  @BeforeAll static void make_certificates() throws Exception {
    server = SelfSigned.in(folder, "server");
    client = SelfSigned.in(folder, "client");
  }

  @Test void a_node_is_trusted_by_its_file() throws Exception {
    try (var node = node(TlsServerCredentials.create(server.certificate().toFile(), server.key().toFile()))) {
      assertThat(reached(node, new Tls(file(server.certificate()), Optional.empty(), Optional.empty())).limits().closed()).isTrue();
    }
  }

  @Test void a_node_that_asks_for_a_certificate_gets_ours() throws Exception {
    try (var node = node(mutual())) {
      var tls = new Tls(file(server.certificate()), file(client.certificate()), file(client.key()));

      assertThat(reached(node, tls).limits().closed()).isTrue();
    }
  }

  @Test void without_our_certificate_such_a_node_is_out_of_reach_and_nothing_happened() throws Exception {
    try (var node = node(mutual())) {
      var trouble = trouble(() -> reached(node, new Tls(file(server.certificate()), Optional.empty(), Optional.empty())).disconnect(OLD_ALIAS));

      assertThat(trouble.kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(trouble.problem().code()).isEqualTo(ProblemCode.NODE_UNREACHABLE);
      assertThat(node.received(DomainConnectivityServiceGrpc.getDisconnectDomainMethod())).isEmpty();
    }
  }

  @Test void a_node_that_the_java_trust_store_does_not_know_is_not_talked_to() throws Exception {
    try (var node = node(TlsServerCredentials.create(server.certificate().toFile(), server.key().toFile()))) {
      var trouble = trouble(() -> reached(node, new Tls(Optional.empty(), Optional.empty(), Optional.empty())).disconnect(OLD_ALIAS));

      assertThat(trouble.kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(trouble.problem().code()).isEqualTo(ProblemCode.NODE_UNREACHABLE);
    }
  }

  @Test void plain_and_secured_do_not_understand_each_other_and_both_ends_are_named() throws Exception {
    try (var secured = node(TlsServerCredentials.create(server.certificate().toFile(), server.key().toFile())); var plain = ScriptedNode.named(ALFA)) {
      var inPlain = trouble(() -> alfa(secured).connected());
      var inSecret = trouble(() -> reached(plain, new Tls(file(server.certificate()), Optional.empty(), Optional.empty())).connected());

      assertThat(inPlain.problem().code()).isEqualTo(ProblemCode.NODE_UNREACHABLE);
      assertThat(inSecret.problem().code()).isEqualTo(ProblemCode.NODE_UNREACHABLE);
    }
  }

  @Test void files_that_are_missing_are_named() throws Exception {
    try (var node = ScriptedNode.named(ALFA)) {
      var trouble = trouble(() -> reached(node, new Tls(file(folder.resolve("absent.pem")), Optional.empty(), Optional.empty())).connected());

      assertThat(trouble.kind()).isEqualTo(Kind.PERMANENT);
      assertThat(trouble.problem().found()).contains("absent.pem");
    }
  }

  @Test void a_public_api_is_reached_by_the_certificates_that_a_participant_holds_for_it() throws Exception {
    try (var source = EntranceTest.answering(ScriptedNode.secured(TlsServerCredentials.create(server.certificate().toFile(), server.key().toFile())), OLD, 5, true)) {
      var url = "https://127.0.0.1:" + source.port();

      assertThat(nodes.entranceTrusting(url, Files.readString(server.certificate())).facts()).isEqualTo(new Facts(OLD, 5, true, ""));
      assertThat(trouble(() -> nodes.entranceTrusting(url, Files.readString(client.certificate())).facts()).kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(trouble(() -> nodes.entrance(url, Optional.empty()).facts()).kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(trouble(() -> nodes.entranceTrusting(url, "no certificate").facts()).problem().found()).contains("configuration of a participant");
    }
  }

  private static io.grpc.ServerCredentials mutual() throws Exception {
    return TlsServerCredentials.newBuilder().keyManager(server.certificate().toFile(), server.key().toFile())
        .trustManager(client.certificate().toFile()).clientAuth(TlsServerCredentials.ClientAuth.REQUIRE).build();
  }

  private static ScriptedNode node(io.grpc.ServerCredentials credentials) throws Exception {
    return ScriptedNode.secured(credentials).called(ALFA)
        .answers(ResourceManagementServiceGrpc.getGetResourceLimitsMethod(), ResourceLimits.getDefaultInstance())
        .answers(DomainConnectivityServiceGrpc.getDisconnectDomainMethod(), DisconnectDomainResponse.getDefaultInstance());
  }

  private ParticipantNode reached(ScriptedNode node, Tls tls) {
    return nodes.participant(plan(ALFA, new Endpoint("127.0.0.1", node.port(), Optional.of(tls), Optional.empty()), Optional.empty()));
  }

  private static Optional<String> file(Path path) {
    return Optional.of(path.toString());
  }
}
