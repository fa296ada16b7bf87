// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import static org.assertj.core.api.Assertions.assertThat;

import com.digitalasset.canton.participant.admin.v0.ResourceManagementServiceGrpc;
import com.digitalasset.canton.topology.admin.v0.InitializationServiceGrpc;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.controller.secrecy.SecretReader;
import io.cmc.id.NodeName;
import io.cmc.id.NodeUid;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.Endpoint;
import io.cmc.plan.ParticipantPlan;
import io.cmc.plan.Secret;
import io.cmc.plan.Tls;
import io.cmc.rejection.ProblemCode;
import io.cmc.sim.Network;
import io.cmc.sim.server.Protection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Simulated nodes as Canton 2.10.1 protects them: TLS on both sides, and tokens that are good for the services that are named. */
class ProtectedNodesTest {

  private static final String LIMITS_ONLY = "good-for-limits";
  private static final String ALL = "good-for-all";

  @TempDir static Path folder;
  private static Authority bank;
  private static Tls ours;
  private static Network network;
  private static GrpcNodes nodes;

  @BeforeAll static void start() {
    bank = Authority.in(folder, "bank");
    var node = bank.issue("node");
    var client = bank.issue("client");
    ours = new Tls(Optional.of(bank.certificate().toString()), Optional.of(client.certificate().toString()), Optional.of(client.key().toString()));
    var protection = Protection.NONE.tls(node.certificate(), node.key()).asking(bank.certificate()).admitting(ALL)
        .admitting(LIMITS_ONLY, ResourceManagementServiceGrpc.SERVICE_NAME, InitializationServiceGrpc.SERVICE_NAME);
    network = SimulatedNetwork.network().participants(1).protect("participantA", protection).protect(Network.SOURCE, protection).start();
    nodes = new GrpcNodes(Networked.QUICK, SecretReader.ofThisProcess());
  }

  @AfterAll static void stop() {
    nodes.close();
    network.close();
  }

  @Test void with_certificate_and_token_a_participant_and_a_domain_answer_at_all_their_apis() throws IOException {
    var token = token(ALL);

    assertThat(participant(Optional.of(ours), token).connected()).hasSize(1);
    assertThat(nodes.ledger(plan(Optional.of(ours), token)).contracts().count()).isZero();
    assertThat(nodes.domain(endpoint(network.source().spec().site().second(), Optional.of(ours), token)).id().value()).startsWith(Network.SOURCE);
  }

  @Test void a_token_is_good_for_the_services_that_are_named_and_for_no_other() throws IOException {
    var some = participant(Optional.of(ours), token(LIMITS_ONLY));

    some.limits();

    refused(() -> some.connected());
  }

  @Test void without_a_token_or_with_another_the_node_says_nothing_and_we_say_what_it_is() throws IOException {
    refused(() -> participant(Optional.of(ours), Optional.empty()).limits());
    refused(() -> participant(Optional.of(ours), token("somebody-elses")).limits());
  }

  @Test void a_token_that_is_renewed_in_its_file_is_used_by_the_next_call() throws IOException {
    var token = token("old");
    var participant = participant(Optional.of(ours), token);
    refused(() -> participant.limits());

    Files.writeString(Path.of(token.orElseThrow().name()), " " + ALL + "\r\n");

    assertThat(participant.connected()).hasSize(1);
  }

  @Test void without_our_certificate_or_without_tls_no_call_arrives() throws IOException {
    var token = token(ALL);
    var calls = network.journal().entries().size();

    unreachable(participant(Optional.of(new Tls(Optional.of(bank.certificate().toString()), Optional.empty(), Optional.empty())), token));
    unreachable(participant(Optional.empty(), token));

    assertThat(network.journal().entries()).hasSize(calls);
  }

  private static void unreachable(ParticipantNode participant) {
    var trouble = Networked.trouble(participant::limits);

    assertThat(trouble.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(trouble.problem().code()).isEqualTo(ProblemCode.NODE_UNREACHABLE);
  }

  private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    var trouble = Networked.trouble(call);

    assertThat(trouble.kind()).isEqualTo(Kind.PERMANENT);
    assertThat(trouble.problem().code()).isEqualTo(ProblemCode.NOT_AUTHORISED);
  }

  private static ParticipantNode participant(Optional<Tls> tls, Optional<Secret> token) {
    return nodes.participant(plan(tls, token));
  }

  private static ParticipantPlan plan(Optional<Tls> tls, Optional<Secret> token) {
    var spec = network.participant("participantA").spec();
    return new ParticipantPlan(new NodeName("participantA"), new NodeUid(spec.uid().toString()), "team", endpoint(spec.site().second(), tls, token),
        Optional.of(endpoint(spec.site().first(), tls, token)), Optional.empty(), BackupStrategy.CONFIRM);
  }

  private static Endpoint endpoint(int port, Optional<Tls> tls, Optional<Secret> token) {
    return new Endpoint("127.0.0.1", port, tls, token);
  }

  private static Optional<Secret> token(String text) throws IOException {
    return Optional.of(new Secret(Secret.Kind.FILE, Files.writeString(Files.createTempFile(folder, "token", ""), text + "\n").toString()));
  }
}
