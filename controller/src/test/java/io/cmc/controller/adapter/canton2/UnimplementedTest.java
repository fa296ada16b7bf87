// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import static org.assertj.core.api.Assertions.assertThat;

import com.digitalasset.canton.connection.v30.ApiInfoServiceGrpc;
import com.digitalasset.canton.connection.v30.GetApiInfoResponse;
import com.digitalasset.canton.health.admin.v0.NodeStatus;
import com.digitalasset.canton.health.admin.v0.StatusServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.CountInFlight;
import com.digitalasset.canton.participant.admin.v0.InspectionServiceGrpc;
import com.digitalasset.canton.topology.admin.v0.InitializationServiceGrpc;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.controller.port.ParticipantNode.InFlight;
import io.cmc.rejection.ProblemCode;
import io.grpc.Status;
import org.junit.jupiter.api.Test;

/** "Method not found" means not yet, not here, or not in this release. */
class UnimplementedTest extends Networked {

  @Test void a_node_that_is_up_and_lacks_a_method_is_of_an_earlier_release() throws Exception {
    try (var node = ScriptedNode.named(ALFA)) {
      assertThat(alfa(node).inFlight(OLD)).isEmpty();
    }
  }

  @Test void a_node_that_is_not_up_yet_is_waited_for_and_not_taken_for_an_earlier_release() throws Exception {
    try (var node = ScriptedNode.named(ALFA)) {
      node.answers(StatusServiceGrpc.getStatusMethod(),
          NodeStatus.newBuilder().setNotInitialized(NodeStatus.NotInitialized.newBuilder().setActive(true)).build());

      var trouble = trouble(() -> alfa(node).inFlight(OLD));

      assertThat(trouble.kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(trouble.problem().code()).isEqualTo(ProblemCode.NODE_NOT_READY);
    }
  }

  @Test void a_method_that_appears_while_the_node_comes_up_is_used() throws Exception {
    try (var node = ScriptedNode.named(ALFA)) {
      var up = NodeStatus.newBuilder().setSuccess(NodeStatus.Status.newBuilder().setId(ALFA).setActive(true)).build();
      node.computes(StatusServiceGrpc.getStatusMethod(), request -> {
        node.answers(InspectionServiceGrpc.getCountInFlightMethod(),
            CountInFlight.Response.newBuilder().setPendingSubmissions(1).setPendingTransactions(2).build());
        return up;
      });

      assertThat(alfa(node).inFlight(OLD)).contains(new InFlight(1, 2));
    }
  }

  @Test void a_node_that_serves_nothing_yet_is_waited_for() throws Exception {
    try (var node = ScriptedNode.bare()) {
      var trouble = trouble(() -> alfa(node).facts());

      assertThat(trouble.kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(trouble.problem().code()).isEqualTo(ProblemCode.NODE_NOT_READY);
      assertThat(node.received(InitializationServiceGrpc.getGetIdMethod())).isEmpty();
    }
  }

  @Test void a_port_that_names_another_api_is_the_wrong_port_for_ever() throws Exception {
    try (var node = ScriptedNode.bare()) {
      node.answers(ApiInfoServiceGrpc.getGetApiInfoMethod(), GetApiInfoResponse.newBuilder().setName("ledger-api").build());

      var trouble = trouble(() -> alfa(node).facts());

      assertThat(trouble.kind()).isEqualTo(Kind.PERMANENT);
      assertThat(trouble.problem().code()).isEqualTo(ProblemCode.WRONG_PORT);
      assertThat(trouble.problem().found()).isEqualTo("the ledger-api");
    }
  }

  @Test void a_method_that_answers_with_an_error_is_served() throws Exception {
    try (var node = ScriptedNode.named(ALFA)) {
      node.refuses(InspectionServiceGrpc.getCountInFlightMethod(), Status.UNKNOWN);

      var trouble = trouble(() -> alfa(node).inFlight(OLD));

      assertThat(trouble.problem().code()).isEqualTo(ProblemCode.NODE_REFUSED);
    }
  }
}
