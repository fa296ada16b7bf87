// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.server;

import com.digitalasset.canton.health.admin.v0.GetLastErrorsRequest;
import com.digitalasset.canton.health.admin.v0.GetLastErrorsResponse;
import com.digitalasset.canton.health.admin.v0.GetLastErrorTraceRequest;
import com.digitalasset.canton.health.admin.v0.GetLastErrorTraceResponse;
import com.digitalasset.canton.health.admin.v0.NodeStatus;
import com.digitalasset.canton.health.admin.v0.NodeStatus.ComponentStatus;
import com.digitalasset.canton.health.admin.v0.ParticipantStatusInfo;
import com.digitalasset.canton.health.admin.v0.StatusServiceGrpc.StatusServiceImplBase;
import com.digitalasset.canton.participant.admin.v0.ConnectedDomain;
import com.digitalasset.canton.participant.admin.v0.ParticipantStatusRequest;
import com.digitalasset.canton.participant.admin.v0.ParticipantStatusResponse;
import com.digitalasset.canton.participant.admin.v0.ParticipantStatusResponse.ParticipantStatusResponseStatus;
import com.digitalasset.canton.participant.admin.v0.ParticipantStatusServiceGrpc.ParticipantStatusServiceImplBase;
import com.google.protobuf.Empty;
import io.cmc.sim.node.Connections;
import io.cmc.sim.node.ErrorLog;
import io.cmc.sim.node.NodeSite;
import io.cmc.sim.node.ParticipantProcess;
import io.cmc.sim.node.Release;
import io.cmc.sim.node.Uid;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A participant's status, in the form all releases have and in the form that came with 2.10. */
final class ParticipantStatuses {

  private static final List<String> OF_A_CONNECTION = List.of("sync-domain", "sync-domain-ephemeral", "sequencer-client", "acs-commitment-processor");
  private final ParticipantProcess process;
  private final NodeSite site;
  private final Replies replies;

  ParticipantStatuses(ParticipantProcess process, NodeSite site, Replies replies) {
    this.process = process;
    this.site = site;
    this.replies = replies;
  }

  List<ServerServiceDefinition> ofRelease() {
    var release = process.kind().release();
    var services = new ArrayList<ServerServiceDefinition>();
    var old = new Old().bindService();
    services.add(release.has(Release.Feature.ERROR_TRACES) ? old : Trimmed.without(old, Set.of("GetLastErrors", "GetErrorTrace")));
    if (release.has(Release.Feature.NODE_STATUS)) services.add(new New().bindService());
    return services;
  }

  private StatusParts parts() {
    return new StatusParts(process.uid().toString(), process.since(), Map.of("ledger", site.first(), "admin", site.second()),
        !process.isPassive(), components());
  }

  private List<ComponentStatus> components() {
    var connected = process.connections().connected();
    var own = Stream.of("db-storage", "crypto").map(StatusParts::ok);
    return Stream.concat(own, OF_A_CONNECTION.stream().map(name -> component(name, connected))).toList();
  }

  private static ComponentStatus component(String name, List<Connections.Shown> connected) {
    if (connected.isEmpty()) return StatusParts.failed(name, "Disconnected from domain");
    var lost = connected.stream().filter(c -> !c.healthy()).findFirst();
    if (lost.isEmpty() || !name.equals("sequencer-client")) return StatusParts.ok(name);
    return StatusParts.failed(name, ", error: SEQUENCER_SUBSCRIPTION_LOST(13,0): Lost subscription to sequencer SEQ::"
        + Uid.parse(lost.get().domainId()).shown() + ". Will try to recover automatically.");
  }

  private final class Old extends StatusServiceImplBase {

    @Override
    public void status(Empty request, StreamObserver<NodeStatus> caller) {
      replies.answer(caller, () -> process.isReady() ? parts().old(extra().toByteString()) : NodeStatus.newBuilder().setNotInitialized(starting()).build());
    }

    private ParticipantStatusInfo extra() {
      var info = ParticipantStatusInfo.newBuilder().setActive(!process.isPassive());
      process.connections().connected().forEach(c -> info.addConnectedDomainsBuilder().setDomain(c.domainId()).setHealthy(c.healthy()));
      return info.build();
    }

    @Override
    public void getLastErrors(GetLastErrorsRequest request, StreamObserver<GetLastErrorsResponse> caller) {
      replies.answer(caller, () -> {
        var errors = GetLastErrorsResponse.newBuilder();
        process.errors().last().forEach(e -> errors.addErrorsBuilder().setTraceId(e.traceId()).setMessage(e.message()));
        return errors.build();
      });
    }

    @Override
    public void getErrorTrace(GetLastErrorTraceRequest request, StreamObserver<GetLastErrorTraceResponse> caller) {
      replies.answer(caller, () -> GetLastErrorTraceResponse.newBuilder().addAllMessages(process.errors().last().stream()
          .filter(e -> e.traceId().equals(request.getTraceId())).map(ErrorLog.Entry::message).toList()).build());
    }
  }

  private static NodeStatus.NotInitialized starting() {
    return NodeStatus.NotInitialized.newBuilder().setActive(true).build();
  }

  private final class New extends ParticipantStatusServiceImplBase {

    @Override
    public void participantStatus(ParticipantStatusRequest request, StreamObserver<ParticipantStatusResponse> caller) {
      replies.answer(caller, () -> process.isReady() ? ParticipantStatusResponse.newBuilder().setStatus(status()).build()
          : ParticipantStatusResponse.newBuilder().setUnavailable(starting()).build());
    }

    private ParticipantStatusResponseStatus status() {
      var release = process.kind().release();
      var status = ParticipantStatusResponseStatus.newBuilder().setCommonStatus(parts().common(release.version()))
          .setActive(!process.isPassive()).addAllSupportedProtocolVersions(release.protocolVersions());
      process.connections().connected().forEach(c ->
          status.addConnectedDomains(ConnectedDomain.newBuilder().setDomainId(c.domainId()).setHealthy(c.healthy())));
      return status.build();
    }
  }
}
