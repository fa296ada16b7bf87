// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import static org.assertj.core.api.Assertions.assertThat;

import com.digitalasset.canton.connection.v30.ApiInfoServiceGrpc;
import com.digitalasset.canton.connection.v30.GetApiInfoResponse;
import com.digitalasset.canton.health.admin.v0.NodeStatus;
import com.digitalasset.canton.health.admin.v0.StatusServiceGrpc;
import com.digitalasset.canton.health.admin.v0.TopologyQueueStatus;
import com.digitalasset.canton.participant.admin.v0.InspectionServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.ParticipantStatusResponse;
import com.digitalasset.canton.participant.admin.v0.ParticipantStatusResponse.ParticipantStatusResponseStatus;
import com.digitalasset.canton.participant.admin.v0.ParticipantStatusServiceGrpc;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.controller.port.ParticipantNode.NodeFacts;
import io.cmc.id.NodeUid;
import io.cmc.rejection.ProblemCode;
import io.grpc.Status;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FactsTest extends Networked {

  private static final TopologyQueueStatus QUEUES = TopologyQueueStatus.newBuilder().setManager(1).setDispatcher(2).setClients(3).build();

  @Test void a_2_10_node_names_its_release_and_its_protocol_versions() throws Exception {
    try (var node = ScriptedNode.named(ALFA)) {
      var status = ParticipantStatusResponseStatus.newBuilder().setActive(true).addSupportedProtocolVersions(5).addSupportedProtocolVersions(7);
      status.getCommonStatusBuilder().setUid(ALFA).setActive(true).setVersion("2.10.5").setTopologyQueues(QUEUES);
      node.answers(ParticipantStatusServiceGrpc.getParticipantStatusMethod(), ParticipantStatusResponse.newBuilder().setStatus(status).build());

      assertThat(alfa(node).facts()).isEqualTo(new NodeFacts(new NodeUid(ALFA), true, "2.10.5", Set.of(5, 7), 6));
    }
  }

  @Test void before_2_10_the_release_is_told_by_the_methods_served() throws Exception {
    try (var v28 = before210(); var v291 = before210(); var v295 = before210()) {
      v291.answers(ApiInfoServiceGrpc.getGetApiInfoMethod(), GetApiInfoResponse.newBuilder().setName("admin-api").build());
      v295.answers(ApiInfoServiceGrpc.getGetApiInfoMethod(), GetApiInfoResponse.newBuilder().setName("admin-api").build())
          .refuses(InspectionServiceGrpc.getCountInFlightMethod(), Status.INVALID_ARGUMENT.withDescription("no domain id"));

      assertThat(alfa(v28).facts()).isEqualTo(new NodeFacts(new NodeUid(ALFA), true, "2.8 or older", Set.of(), 6));
      assertThat(alfa(v291).facts().release()).isEqualTo("2.9.1 to 2.9.4");
      assertThat(alfa(v295).facts().release()).isEqualTo("2.9.5 to 2.9.7");
    }
  }

  @Test void a_node_that_stops_answering_is_not_taken_for_an_earlier_release() throws Exception {
    try (var node = before210()) {
      node.refuses(InspectionServiceGrpc.getCountInFlightMethod(), Status.UNAVAILABLE);

      assertThat(trouble(() -> alfa(node).facts()).problem().code()).isEqualTo(ProblemCode.NODE_UNREACHABLE);
    }
  }

  @Test void a_passive_replica_and_a_node_without_identity_are_told_apart() throws Exception {
    try (var node = ScriptedNode.named(ALFA)) {
      node.answers(ParticipantStatusServiceGrpc.getParticipantStatusMethod(), without(false));
      var passive = trouble(() -> alfa(node).facts());
      node.answers(ParticipantStatusServiceGrpc.getParticipantStatusMethod(), without(true));
      var empty = trouble(() -> alfa(node).facts());

      assertThat(passive.problem().code()).isEqualTo(ProblemCode.PASSIVE_REPLICA);
      assertThat(empty.problem().code()).isEqualTo(ProblemCode.NODE_NOT_INITIALIZED);
      assertThat(empty.kind()).isEqualTo(Kind.TRANSIENT);
    }
  }

  @Test void a_status_without_its_queues_is_a_strange_answer_and_not_an_empty_queue() throws Exception {
    try (var node = ScriptedNode.named(ALFA)) {
      assertThat(trouble(() -> alfa(node).facts()).problem().code()).isEqualTo(ProblemCode.NODE_STRANGE_ANSWER);
    }
  }

  private static ParticipantStatusResponse without(boolean active) {
    return ParticipantStatusResponse.newBuilder().setUnavailable(NodeStatus.NotInitialized.newBuilder().setActive(active)).build();
  }

  private static ScriptedNode before210() throws Exception {
    var status = NodeStatus.Status.newBuilder().setId(ALFA).setActive(true).setTopologyQueues(QUEUES);
    return ScriptedNode.named(ALFA).answers(StatusServiceGrpc.getStatusMethod(), NodeStatus.newBuilder().setSuccess(status).build());
  }
}
