// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import com.digitalasset.canton.connection.v30.ApiInfoServiceGrpc;
import com.digitalasset.canton.connection.v30.GetApiInfoRequest;
import com.digitalasset.canton.health.admin.v0.NodeStatus;
import com.digitalasset.canton.health.admin.v0.StatusServiceGrpc;
import com.digitalasset.canton.health.admin.v0.TopologyQueueStatus;
import com.digitalasset.canton.participant.admin.v0.CountInFlight;
import com.digitalasset.canton.participant.admin.v0.InspectionServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.ParticipantStatusRequest;
import com.digitalasset.canton.participant.admin.v0.ParticipantStatusResponse;
import com.digitalasset.canton.participant.admin.v0.ParticipantStatusResponse.ParticipantStatusResponseStatus;
import com.digitalasset.canton.participant.admin.v0.ParticipantStatusServiceGrpc;
import com.google.protobuf.Empty;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.controller.port.ParticipantNode.NodeFacts;
import io.cmc.id.NodeUid;
import io.cmc.rejection.ProblemCode;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a participant says of itself. From release 2.10 on it names its release; before, the release is told by the methods it
 * serves, all of them read-only (docs/canton.md).
 */
final class ParticipantFacts {

  private static final Set<Status.Code> NO_ANSWER = Set.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED, Status.Code.CANCELLED,
      Status.Code.UNAUTHENTICATED, Status.Code.PERMISSION_DENIED);

  private final Link link;

  ParticipantFacts(Pinned node) {
    this.link = node.link();
  }

  NodeFacts read() {
    var call = Call.read(ParticipantStatusServiceGrpc.getParticipantStatusMethod(), ParticipantStatusRequest.getDefaultInstance(),
        link.deadlines().own());
    return link.askIfServed(call, this::present).orElseGet(this::readAsBefore210);
  }

  private NodeFacts present(ParticipantStatusResponse answer) {
    return switch (answer.getKindCase()) {
      case STATUS -> facts(answer.getStatus());
      case UNAVAILABLE -> throw without(answer.getUnavailable());
      case FAILURE -> throw notReady(answer.getFailure().getErrorMessage());
      case KIND_NOT_SET -> throw notReady("an empty status");
    };
  }

  private static NodeFacts facts(ParticipantStatusResponseStatus status) {
    var common = status.getCommonStatus();
    return new NodeFacts(new NodeUid(common.getUid()), common.getActive() && status.getActive(), common.getVersion(),
        new TreeSet<>(status.getSupportedProtocolVersionsList()), pending(common.hasTopologyQueues(), common.getTopologyQueues()));
  }

  /** Served by every release. */
  Duration uptime() {
    return status(status -> Times.duration("uptime", status.hasUptime(), status.getUptime()));
  }

  private NodeFacts readAsBefore210() {
    return status(this::factsBefore210);
  }

  private <T> T status(Function<NodeStatus.Status, T> read) {
    var call = Call.read(StatusServiceGrpc.getStatusMethod(), Empty.getDefaultInstance(), link.deadlines().own());
    return link.ask(call, answer -> switch (answer.getResponseCase()) {
      case SUCCESS -> read.apply(answer.getSuccess());
      case NOT_INITIALIZED -> throw without(answer.getNotInitialized());
      case RESPONSE_NOT_SET -> throw notReady("an empty status");
    });
  }

  private NodeFacts factsBefore210(NodeStatus.Status status) {
    return new NodeFacts(new NodeUid(status.getId()), status.getActive(), releaseBefore210(), Set.of(),
        pending(status.hasTopologyQueues(), status.getTopologyQueues()));
  }

  private String releaseBefore210() {
    // an empty domain id is refused where the method exists
    var count = Call.read(InspectionServiceGrpc.getCountInFlightMethod(), CountInFlight.Request.getDefaultInstance(), link.deadlines().own());
    if (serves(count)) return "2.9.5 to 2.9.7";
    var api = Call.read(ApiInfoServiceGrpc.getGetApiInfoMethod(), GetApiInfoRequest.getDefaultInstance(), link.deadlines().own());
    return serves(api) ? "2.9.1 to 2.9.4" : "2.8 or older";
  }

  private boolean serves(Call<?, ?> call) {
    try {
      link.tell(call);
      return true;
    } catch (NodeTrouble trouble) {
      if (Link.notServed(trouble)) return false;
      if (trouble.getCause() instanceof StatusRuntimeException e && !NO_ANSWER.contains(e.getStatus().getCode())) return true;
      throw trouble;
    }
  }

  private static int pending(boolean present, TopologyQueueStatus queues) {
    if (!present) throw new IllegalArgumentException("a status without topology queues");
    return queues.getManager() + queues.getDispatcher() + queues.getClients();
  }

  private NodeTrouble without(NodeStatus.NotInitialized status) {
    return status.getActive()
        ? link.trouble(Kind.TRANSIENT, ProblemCode.NODE_NOT_INITIALIZED, expected(), "a node without identity")
        : link.trouble(Kind.TRANSIENT, ProblemCode.PASSIVE_REPLICA, expected(), "a passive replica");
  }

  private NodeTrouble notReady(String found) {
    return link.trouble(Kind.TRANSIENT, ProblemCode.NODE_NOT_READY, expected(), found);
  }

  private String expected() {
    return "a participant's status at " + link.where().address();
  }
}
