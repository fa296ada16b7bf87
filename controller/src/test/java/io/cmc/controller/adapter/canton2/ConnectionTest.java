// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import static org.assertj.core.api.Assertions.assertThat;

import com.digitalasset.canton.domain.api.v0.DomainTimeServiceGrpc;
import com.digitalasset.canton.domain.api.v0.FetchTimeResponse;
import com.digitalasset.canton.participant.admin.v0.DisconnectDomainResponse;
import com.digitalasset.canton.participant.admin.v0.DomainConnectivityServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.InspectionServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.LookupContractDomain;
import com.digitalasset.canton.participant.admin.v0.PingFailure;
import com.digitalasset.canton.participant.admin.v0.PingResponse;
import com.digitalasset.canton.participant.admin.v0.PingServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.PingSuccess;
import com.digitalasset.canton.participant.admin.v0.ResourceLimits;
import com.digitalasset.canton.participant.admin.v0.ResourceManagementServiceGrpc;
import com.digitalasset.canton.protocol.v0.ParticipantPermission;
import com.digitalasset.canton.topology.admin.v0.ListPartiesResponse;
import com.digitalasset.canton.topology.admin.v0.TopologyAggregationServiceGrpc;
import com.google.protobuf.Timestamp;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.id.NodeUid;
import io.cmc.plan.Endpoint;
import io.cmc.plan.Secret;
import io.cmc.rejection.ProblemCode;
import io.grpc.Metadata;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionTest extends Networked {

  private static final Metadata.Key<String> AUTHORIZATION = Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  @TempDir Path folder;

  @Override Deadlines deadlines() {
    return new Deadlines(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofMillis(300), Duration.ofSeconds(5), Duration.ofSeconds(20),
        Duration.ofSeconds(5));
  }

  @Test void a_token_is_read_anew_for_every_call() throws Exception {
    var file = Files.writeString(folder.resolve("token"), "first\n");
    try (var node = limited(ScriptedNode.named(ALFA))) {
      var participant = withToken(node, new Secret(Secret.Kind.FILE, file.toString()));

      participant.limits();
      Files.writeString(file, "second");
      participant.limits();

      assertThat(node.calls(ResourceManagementServiceGrpc.getGetResourceLimitsMethod())).extracting(call -> call.headers().get(AUTHORIZATION))
          .containsExactly("Bearer first", "Bearer second");
    }
  }

  @Test void without_its_token_nothing_is_sent_and_the_reference_is_named() throws Exception {
    try (var node = limited(ScriptedNode.named(ALFA))) {
      var participant = withToken(node, new Secret(Secret.Kind.ENV, "NO_SUCH_TOKEN_HERE"));

      var trouble = trouble(participant::limits);

      assertThat(trouble.kind()).isEqualTo(Kind.PERMANENT);
      assertThat(trouble.problem().code()).isEqualTo(ProblemCode.NOT_AUTHORISED);
      assertThat(trouble.problem().found()).contains("NO_SUCH_TOKEN_HERE");
      assertThat(node.calls(ResourceManagementServiceGrpc.getGetResourceLimitsMethod())).isEmpty();
    }
  }

  @Test void a_token_that_would_break_the_header_is_refused_without_being_shown() throws Exception {
    var file = Files.writeString(folder.resolve("token"), "one\ntwo");
    try (var node = limited(ScriptedNode.named(ALFA))) {
      var trouble = trouble(withToken(node, new Secret(Secret.Kind.FILE, file.toString()))::limits);

      assertThat(trouble.problem().code()).isEqualTo(ProblemCode.NOT_AUTHORISED);
      assertThat(trouble.problem().sentence()).doesNotContain("one").doesNotContain("two");
    }
  }

  @Test void a_node_that_came_back_is_reached_by_the_next_call() throws Exception {
    var first = limited(ScriptedNode.named(ALFA));
    var participant = alfa(first);
    participant.limits();
    first.close();
    var down = trouble(participant::limits);

    try (var again = limited(ScriptedNode.named(ALFA, first.port()))) {
      assertThat(down.kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(participant.limits().closed()).isTrue();
    }
  }

  @Test void a_change_that_is_not_answered_in_time_may_have_happened() throws Exception {
    try (var node = ScriptedNode.named(ALFA)) {
      node.hangs(DomainConnectivityServiceGrpc.getDisconnectDomainMethod());

      var trouble = trouble(() -> alfa(node).disconnect(OLD_ALIAS));

      assertThat(trouble.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
      assertThat(trouble.problem().code()).isEqualTo(ProblemCode.NODE_TIMEOUT);
      node.answers(DomainConnectivityServiceGrpc.getDisconnectDomainMethod(), DisconnectDomainResponse.getDefaultInstance());
      alfa(node).disconnect(OLD_ALIAS);
    }
  }

  @Test void a_ping_is_answered_or_not_and_an_empty_answer_is_strange() throws Exception {
    var ping = PingServiceGrpc.getPingMethod();
    try (var node = ScriptedNode.named(ALFA)) {
      node.answers(ping, PingResponse.newBuilder().setSuccess(PingSuccess.newBuilder().setPingTime(19_050)).build());
      assertThat(alfa(node).ping(new NodeUid(BRAVO), Duration.ofSeconds(60))).isTrue();
      assertThat(node.received(ping).getFirst().getTargetPartiesList()).containsExactly(BRAVO);
      assertThat(node.received(ping).getFirst().getTimeoutMilliseconds()).isEqualTo(60_000);

      node.answers(ping, PingResponse.newBuilder().setFailure(PingFailure.getDefaultInstance()).build());
      assertThat(alfa(node).ping(new NodeUid(BRAVO), Duration.ofSeconds(60))).isFalse();

      node.answers(ping, PingResponse.getDefaultInstance());
      assertThat(trouble(() -> alfa(node).ping(new NodeUid(BRAVO), Duration.ofSeconds(1))).problem().code())
          .isEqualTo(ProblemCode.NODE_STRANGE_ANSWER);
    }
  }

  @Test void domain_time_is_asked_for_freshly_and_a_missing_one_is_strange() throws Exception {
    var fetch = DomainTimeServiceGrpc.getFetchTimeMethod();
    try (var node = ScriptedNode.named(ALFA)) {
      node.answers(fetch, FetchTimeResponse.newBuilder().setTimestamp(Timestamp.newBuilder().setSeconds(1_700_000_000).setNanos(1000)).build());
      assertThat(alfa(node).domainTime(OLD)).isEqualTo(Instant.ofEpochSecond(1_700_000_000, 1000));
      assertThat(node.received(fetch).getFirst().getDomainId().getValue()).isEqualTo(OLD.value());
      assertThat(node.received(fetch).getFirst().hasFreshnessBound()).isTrue();

      node.answers(fetch, FetchTimeResponse.getDefaultInstance());
      assertThat(trouble(() -> alfa(node).domainTime(OLD)).problem().code()).isEqualTo(ProblemCode.NODE_STRANGE_ANSWER);
    }
  }

  @Test void only_parties_that_this_participant_hosts_on_this_domain_are_listed() throws Exception {
    try (var node = ScriptedNode.named(ALFA)) {
      node.answers(TopologyAggregationServiceGrpc.getListPartiesMethod(), ListPartiesResponse.newBuilder()
          .addResults(hosted("alice::1220", "PAR::" + ALFA, OLD.value(), ParticipantPermission.Submission))
          .addResults(hosted("bob::1220", "PAR::" + BRAVO, OLD.value(), ParticipantPermission.Submission))
          .addResults(hosted("carol::1220", ALFA, NEW.value(), ParticipantPermission.Submission))
          .addResults(hosted("dora::1220", ALFA, OLD.value(), ParticipantPermission.Disabled)).build());

      assertThat(alfa(node).parties(OLD)).containsExactly("alice::1220");
      var asked = node.received(TopologyAggregationServiceGrpc.getListPartiesMethod()).getFirst();
      assertThat(asked.getLimit()).isPositive();
      assertThat(asked.getFilterParticipant()).as("whose parties are asked for, of all the domain's").isEqualTo(ALFA);
    }
  }

  @Test void contracts_are_located_by_alias() throws Exception {
    try (var node = ScriptedNode.named(ALFA)) {
      node.answers(InspectionServiceGrpc.getLookupContractDomainMethod(),
          LookupContractDomain.Response.newBuilder().putResults("00aa", "olddomain").build());

      assertThat(alfa(node).locate(List.of("00aa", "00bb"))).isEqualTo(Map.of("00aa", OLD_ALIAS));
    }
  }

  private ParticipantNode withToken(ScriptedNode node, Secret token) {
    return nodes.participant(plan(ALFA, new Endpoint("127.0.0.1", node.port(), Optional.empty(), Optional.of(token)), Optional.empty()));
  }

  private static ScriptedNode limited(ScriptedNode node) {
    return node.answers(ResourceManagementServiceGrpc.getGetResourceLimitsMethod(), ResourceLimits.getDefaultInstance());
  }

  private static ListPartiesResponse.Result hosted(String party, String participant, String domain, ParticipantPermission permission) {
    var result = ListPartiesResponse.Result.newBuilder().setParty(party);
    result.addParticipantsBuilder().setParticipant(participant).addDomainsBuilder().setDomain(domain).setPermission(permission);
    return result.build();
  }
}
