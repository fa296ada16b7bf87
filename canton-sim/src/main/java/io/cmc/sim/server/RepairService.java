// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.server;

import com.digitalasset.canton.participant.admin.v0.MigrateDomainRequest;
import com.digitalasset.canton.participant.admin.v0.MigrateDomainResponse;
import com.digitalasset.canton.participant.admin.v0.ParticipantRepairServiceGrpc.ParticipantRepairServiceImplBase;
import com.digitalasset.canton.participant.admin.v0.PurgeDeactivatedDomainRequest;
import com.digitalasset.canton.participant.admin.v0.PurgeDeactivatedDomainResponse;
import io.cmc.sim.node.ParticipantProcess;
import io.cmc.sim.node.Release;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.StreamObserver;

final class RepairService extends ParticipantRepairServiceImplBase {

  private final ParticipantProcess process;
  private final Replies replies;

  RepairService(ParticipantProcess process, Replies replies) {
    this.process = process;
    this.replies = replies;
  }

  /** Without the methods that the release does not have. */
  ServerServiceDefinition ofRelease() {
    return Trimmed.of(bindService(), "PurgeDeactivatedDomain", process.kind().release().has(Release.Feature.PURGE));
  }

  @Override
  public void migrateDomain(MigrateDomainRequest request, StreamObserver<MigrateDomainResponse> caller) {
    replies.answer(caller, () -> {
      process.migration().migrate(request);
      return MigrateDomainResponse.getDefaultInstance();
    });
  }

  @Override
  public void purgeDeactivatedDomain(PurgeDeactivatedDomainRequest request, StreamObserver<PurgeDeactivatedDomainResponse> caller) {
    replies.answer(caller, () -> {
      process.purgeDeactivated(request.getDomainAlias());
      return PurgeDeactivatedDomainResponse.getDefaultInstance();
    });
  }
}
