// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import static org.assertj.core.api.Assertions.assertThat;

import com.digitalasset.canton.domain.admin.v0.DomainStatusResponse;
import com.digitalasset.canton.domain.admin.v0.DomainStatusResponse.DomainStatusResponseStatus;
import com.digitalasset.canton.domain.admin.v0.DomainStatusServiceGrpc;
import com.digitalasset.canton.health.admin.v0.DomainStatusInfo;
import com.digitalasset.canton.health.admin.v0.NodeStatus;
import com.digitalasset.canton.health.admin.v0.SequencerHealthStatus;
import com.digitalasset.canton.health.admin.v0.StatusServiceGrpc;
import com.digitalasset.canton.protocol.v0.ParticipantPermission;
import com.digitalasset.canton.protocol.v0.ParticipantState;
import com.digitalasset.canton.protocol.v0.RequestSide;
import com.digitalasset.canton.protocol.v0.TopologyChangeOp;
import com.digitalasset.canton.protocol.v1.DynamicDomainParameters;
import com.digitalasset.canton.topology.admin.v0.AuthorizationSuccess;
import com.digitalasset.canton.topology.admin.v0.BaseResult;
import com.digitalasset.canton.topology.admin.v0.ListDomainParametersChangesResult;
import com.digitalasset.canton.topology.admin.v0.ListParticipantDomainStateResult;
import com.digitalasset.canton.topology.admin.v0.TopologyManagerReadServiceGrpc;
import com.digitalasset.canton.topology.admin.v0.TopologyManagerWriteServiceGrpc;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.controller.port.ParticipantNode.DomainParameters;
import io.cmc.id.NodeUid;
import io.cmc.rejection.ProblemCode;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DomainOnTheWireTest extends Networked {

  private static final String NEVER_CAME = "participantC::1220cc";
  private static final String BY_HAND = "participantD::1220dd";
  private static final DynamicDomainParameters PARAMETERS = DynamicDomainParameters.newBuilder()
      .setParticipantResponseTimeout(seconds(30)).setMediatorReactionTimeout(seconds(20)).setTransferExclusivityTimeout(seconds(60))
      .setLedgerTimeRecordTimeTolerance(seconds(60)).setReconciliationInterval(seconds(1800)).setMaxRatePerParticipant(1_000_000)
      .setMaxRequestSize(10_000_000)
      .setUnknownFields(UnknownFieldSet.newBuilder().addField(99, UnknownFieldSet.Field.newBuilder().addVarint(42).build()).build())
      .build();

  @Test void the_newest_parameters_of_exactly_this_domain_hold() throws Exception {
    try (var node = ScriptedNode.named(OLD.value())) {
      node.answers(TopologyManagerReadServiceGrpc.getListDomainParametersChangesMethod(), ListDomainParametersChangesResult.newBuilder()
          .addResults(stored(OLD.value(), 10, PARAMETERS.toBuilder().setMaxRatePerParticipant(1).build()))
          .addResults(stored(OLD.value(), 20, PARAMETERS))
          .addResults(stored("Authorized", 30, PARAMETERS.toBuilder().setMaxRatePerParticipant(3).build())).build());

      assertThat(nodes.domain(node.endpoint()).parameters()).isEqualTo(
          new DomainParameters(Duration.ofSeconds(30), Duration.ofSeconds(20), Duration.ofSeconds(60), Optional.of(1_000_000)));
    }
  }

  @Test void a_new_rate_replaces_the_rate_and_nothing_else() throws Exception {
    try (var node = ScriptedNode.named(OLD.value())) {
      parameters(node, stored(OLD.value(), 10, PARAMETERS));
      node.answers(TopologyManagerWriteServiceGrpc.getAuthorizeDomainParametersChangeMethod(), AuthorizationSuccess.getDefaultInstance());

      nodes.domain(node.endpoint()).setMaxRatePerParticipant(0);

      var sent = node.received(TopologyManagerWriteServiceGrpc.getAuthorizeDomainParametersChangeMethod()).getFirst();
      assertThat(sent.getDomain()).isEqualTo(OLD.value());
      assertThat(sent.getAuthorization().getChange()).isEqualTo(TopologyChangeOp.Replace);
      assertThat(sent.getAuthorization().getForceChange()).isFalse();
      assertThat(sent.getParametersV1()).isEqualTo(PARAMETERS.toBuilder().setMaxRatePerParticipant(0).build());
      assertThat(sent.getParametersV1().getUnknownFields().hasField(99)).isTrue();
    }
  }

  @Test void a_rate_that_holds_already_is_not_written() throws Exception {
    try (var node = ScriptedNode.named(OLD.value())) {
      parameters(node, stored(OLD.value(), 10, PARAMETERS));

      nodes.domain(node.endpoint()).setMaxRatePerParticipant(1_000_000);

      assertThat(node.received(TopologyManagerWriteServiceGrpc.getAuthorizeDomainParametersChangeMethod())).isEmpty();
    }
  }

  @Test void protocol_version_3_has_no_rate_to_set_but_its_timeouts_are_read() throws Exception {
    try (var node = ScriptedNode.named(OLD.value())) {
      var v0 = com.digitalasset.canton.protocol.v0.DynamicDomainParameters.newBuilder().setParticipantResponseTimeout(seconds(30))
          .setMediatorReactionTimeout(seconds(30)).setLedgerTimeRecordTimeTolerance(seconds(60));
      parameters(node, stored(OLD.value(), 10, PARAMETERS).toBuilder().setV0(v0).build());
      var domain = nodes.domain(node.endpoint());

      assertThat(domain.parameters().maxRatePerParticipant()).isEmpty();
      assertThat(domain.parameters().drainSpan()).isEqualTo(Duration.ofSeconds(120));
      assertThat(trouble(() -> domain.setMaxRatePerParticipant(0)).problem().code()).isEqualTo(ProblemCode.RATE_NOT_SETTABLE);
    }
  }

  @Test void protocol_version_7_parameters_are_written_in_their_own_shape() throws Exception {
    try (var node = ScriptedNode.named(OLD.value())) {
      var v2 = com.digitalasset.canton.protocol.v2.DynamicDomainParameters.newBuilder().setParticipantResponseTimeout(seconds(30))
          .setMediatorReactionTimeout(seconds(30)).setLedgerTimeRecordTimeTolerance(seconds(60)).setMaxRatePerParticipant(5);
      v2.getCatchUpParametersBuilder().setCatchupIntervalSkip(4);
      parameters(node, stored(OLD.value(), 10, PARAMETERS).toBuilder().setV2(v2).build());
      node.answers(TopologyManagerWriteServiceGrpc.getAuthorizeDomainParametersChangeMethod(), AuthorizationSuccess.getDefaultInstance());

      nodes.domain(node.endpoint()).setMaxRatePerParticipant(0);

      assertThat(node.received(TopologyManagerWriteServiceGrpc.getAuthorizeDomainParametersChangeMethod()).getFirst().getParametersV2())
          .isEqualTo(v2.setMaxRatePerParticipant(0).build());
    }
  }

  @Test void a_missing_timeout_is_a_strange_answer_and_not_zero() throws Exception {
    try (var node = ScriptedNode.named(OLD.value())) {
      parameters(node, stored(OLD.value(), 10, PARAMETERS.toBuilder().clearMediatorReactionTimeout().build()));

      var trouble = trouble(() -> nodes.domain(node.endpoint()).parameters());

      assertThat(trouble.problem().code()).isEqualTo(ProblemCode.NODE_STRANGE_ANSWER);
      assertThat(trouble.problem().found()).contains("mediator_reaction_timeout missing");
    }
  }

  @Test void connected_participants_are_read_the_new_way_and_the_old() throws Exception {
    try (var v210 = ScriptedNode.named(OLD.value()); var v28 = ScriptedNode.named(OLD.value())) {
      v210.answers(DomainStatusServiceGrpc.getDomainStatusMethod(), DomainStatusResponse.newBuilder()
          .setStatus(DomainStatusResponseStatus.newBuilder().addConnectedParticipantsUid(ALFA).addConnectedParticipantsUid(BRAVO)).build());
      status(v28, DomainStatusInfo.newBuilder().addConnectedParticipants("PAR::" + ALFA).addConnectedParticipants("PAR::" + BRAVO)
          .setSequencer(SequencerHealthStatus.newBuilder().setActive(true)).build());

      assertThat(nodes.domain(v210.endpoint()).connectedParticipants()).containsExactly(new NodeUid(ALFA), new NodeUid(BRAVO));
      assertThat(nodes.domain(v28.endpoint()).connectedParticipants()).containsExactly(new NodeUid(ALFA), new NodeUid(BRAVO));
    }
  }

  @Test void a_node_that_is_no_sequencer_does_not_pass_for_one_with_nobody_connected() throws Exception {
    try (var manager = ScriptedNode.named(OLD.value())) {
      status(manager, DomainStatusInfo.getDefaultInstance());

      var trouble = trouble(() -> nodes.domain(manager.endpoint()).connectedParticipants());

      assertThat(trouble.kind()).isEqualTo(Kind.PERMANENT);
      assertThat(trouble.problem().code()).isEqualTo(ProblemCode.NODE_STRANGE_ANSWER);
    }
  }

  @Test void participants_are_known_once_they_came_and_until_they_are_disabled() throws Exception {
    try (var node = ScriptedNode.named(OLD.value())) {
      node.answers(TopologyManagerReadServiceGrpc.getListParticipantDomainStateMethod(), ListParticipantDomainStateResult.newBuilder()
          .addResults(state("PAR::" + ALFA, RequestSide.From, ParticipantPermission.Submission))
          .addResults(state(ALFA, RequestSide.To, ParticipantPermission.Submission))
          .addResults(state("PAR::" + BRAVO, RequestSide.To, ParticipantPermission.Submission))
          .addResults(state(BRAVO, RequestSide.From, ParticipantPermission.Disabled))
          .addResults(state(NEVER_CAME, RequestSide.From, ParticipantPermission.Submission))
          .addResults(state(BY_HAND, RequestSide.Both, ParticipantPermission.Observation)).build());

      assertThat(nodes.domain(node.endpoint()).knownParticipants()).containsExactlyInAnyOrder(new NodeUid(ALFA), new NodeUid(BY_HAND));
      assertThat(nodes.domain(node.endpoint()).id()).isEqualTo(OLD);
    }
  }

  @Test void participants_are_let_in_by_the_domains_side_alone_before_they_come() throws Exception {
    try (var node = ScriptedNode.named(OLD.value())) {
      node.answers(TopologyManagerReadServiceGrpc.getListParticipantDomainStateMethod(), ListParticipantDomainStateResult.newBuilder()
          .addResults(state(ALFA, RequestSide.To, ParticipantPermission.Submission))
          .addResults(state(BRAVO, RequestSide.From, ParticipantPermission.Disabled))
          .addResults(state(NEVER_CAME, RequestSide.From, ParticipantPermission.Confirmation))
          .addResults(state(BY_HAND, RequestSide.Both, ParticipantPermission.Submission)).build());

      assertThat(nodes.domain(node.endpoint()).allowedParticipants()).containsExactlyInAnyOrder(uid(NEVER_CAME), uid(BY_HAND));
      assertThat(node.received(TopologyManagerReadServiceGrpc.getListParticipantDomainStateMethod()).getFirst().getBaseQuery().getFilterStore())
          .isEqualTo("Authorized");
    }
  }

  private static NodeUid uid(String inTopology) {
    return new NodeUid(inTopology.replace("PAR::", ""));
  }

  private static ListParticipantDomainStateResult.Result state(String participant, RequestSide side, ParticipantPermission permission) {
    return ListParticipantDomainStateResult.Result.newBuilder().setItem(ParticipantState.newBuilder().setDomain(OLD.value()).setSide(side)
        .setParticipant(participant).setPermission(permission)).build();
  }

  private static void status(ScriptedNode node, DomainStatusInfo info) {
    node.answers(StatusServiceGrpc.getStatusMethod(),
        NodeStatus.newBuilder().setSuccess(NodeStatus.Status.newBuilder().setActive(true).setExtra(info.toByteString())).build());
  }

  private static void parameters(ScriptedNode node, ListDomainParametersChangesResult.Result result) {
    node.answers(TopologyManagerReadServiceGrpc.getListDomainParametersChangesMethod(),
        ListDomainParametersChangesResult.newBuilder().addResults(result).build());
  }

  private static ListDomainParametersChangesResult.Result stored(String store, long from, DynamicDomainParameters parameters) {
    return ListDomainParametersChangesResult.Result.newBuilder().setV1(parameters)
        .setContext(BaseResult.newBuilder().setStore(store).setValidFrom(Timestamp.newBuilder().setSeconds(from))).build();
  }

  private static com.google.protobuf.Duration seconds(long seconds) {
    return com.google.protobuf.Duration.newBuilder().setSeconds(seconds).build();
  }
}
