// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.server;

import com.digitalasset.canton.domain.admin.v0.DomainServiceGrpc.DomainServiceImplBase;
import com.digitalasset.canton.domain.admin.v0.DomainStatusRequest;
import com.digitalasset.canton.domain.admin.v0.DomainStatusResponse;
import com.digitalasset.canton.domain.admin.v0.DomainStatusServiceGrpc.DomainStatusServiceImplBase;
import com.digitalasset.canton.domain.admin.v0.GetDomainParameters;
import com.digitalasset.canton.health.admin.v0.DomainStatusInfo;
import com.digitalasset.canton.health.admin.v0.NodeStatus;
import com.digitalasset.canton.health.admin.v0.SequencerHealthStatus;
import com.digitalasset.canton.health.admin.v0.StatusServiceGrpc.StatusServiceImplBase;
import com.google.protobuf.Empty;
import io.cmc.sim.node.Domain;
import io.cmc.sim.node.Release;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A domain's status, in the form all releases have and in the form that came with 2.10, and its static parameters. */
final class DomainStatuses {

  private static final SequencerHealthStatus HEALTHY = SequencerHealthStatus.newBuilder().setActive(true).build();
  private final Domain domain;
  private final Replies replies;

  DomainStatuses(Domain domain, Replies replies) {
    this.domain = domain;
    this.replies = replies;
  }

  List<ServerServiceDefinition> ofRelease() {
    var services = new ArrayList<ServerServiceDefinition>();
    services.add(Trimmed.without(new Old().bindService(), Set.of("GetLastErrors", "GetErrorTrace")));
    services.add(new Parameters().bindService());
    if (domain.spec().release().has(Release.Feature.NODE_STATUS)) services.add(new New().bindService());
    return services;
  }

  private StatusParts parts() {
    var site = domain.spec().site();
    return new StatusParts(domain.id(), domain.since(), Map.of("public", site.first(), "admin", site.second()), true,
        Stream.of("sequencer", "db-storage", "domain-topology-sender").map(StatusParts::ok).toList());
  }

  private Set<String> connected() {
    return new TreeSet<>(domain.connected());
  }

  private final class Old extends StatusServiceImplBase {

    @Override
    public void status(Empty request, StreamObserver<NodeStatus> caller) {
      replies.answer(caller, () -> {
        var extra = DomainStatusInfo.newBuilder().setSequencer(HEALTHY);
        connected().forEach(uid -> extra.addConnectedParticipants("PAR::" + uid));
        return parts().old(extra.build().toByteString());
      });
    }
  }

  private final class New extends DomainStatusServiceImplBase {

    @Override
    public void domainStatus(DomainStatusRequest request, StreamObserver<DomainStatusResponse> caller) {
      replies.answer(caller, () -> DomainStatusResponse.newBuilder().setStatus(
          DomainStatusResponse.DomainStatusResponseStatus.newBuilder().setCommonStatus(parts().common(domain.spec().release().version()))
              .addAllConnectedParticipantsUid(connected()).setSequencer(HEALTHY).setProtocolVersion(domain.spec().protocolVersion())).build());
    }
  }

  private final class Parameters extends DomainServiceImplBase {

    @Override
    public void getDomainParametersVersioned(GetDomainParameters.Request request, StreamObserver<GetDomainParameters.Response> caller) {
      replies.answer(caller, () -> {
        var answer = GetDomainParameters.Response.newBuilder();
        return domain.spec().protocolVersion() < 4 ? answer.setParametersV0(SequencerEndpoint.v0(domain)).build()
            : answer.setParametersV1(SequencerEndpoint.v1(domain)).build();
      });
    }
  }
}
