// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.server;

import com.digitalasset.canton.participant.admin.v0.ResourceLimits;
import com.digitalasset.canton.participant.admin.v0.ResourceManagementServiceGrpc.ResourceManagementServiceImplBase;
import com.google.protobuf.Empty;
import io.cmc.sim.node.Edition;
import io.cmc.sim.node.Limits;
import io.cmc.sim.node.ParticipantProcess;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;

final class LimitsService extends ResourceManagementServiceImplBase {

  private static final String ENTERPRISE_ONLY = "This method is unsupported by the Community edition of canton. "
      + "Please see https://www.digitalasset.com/products/daml-enterprise for details on obtaining Canton Enterprise.";
  private final ParticipantProcess process;
  private final Replies replies;

  LimitsService(ParticipantProcess process, Replies replies) {
    this.process = process;
    this.replies = replies;
  }

  @Override
  public void getResourceLimits(Empty request, StreamObserver<ResourceLimits> caller) {
    replies.answer(caller, () -> shown(process.limits()));
  }

  @Override
  public void updateResourceLimits(ResourceLimits request, StreamObserver<Empty> caller) {
    replies.act(caller, () -> {
      if (process.kind().edition() == Edition.COMMUNITY) throw Status.UNIMPLEMENTED.withDescription(ENTERPRISE_ONLY).asRuntimeException();
      process.setLimits(Limits.asStored(request.getMaxDirtyRequests(), request.getMaxRate(), request.getMaxBurstFactor()));
    });
  }

  private static ResourceLimits shown(Limits limits) {
    return ResourceLimits.newBuilder().setMaxDirtyRequests(limits.maxDirty()).setMaxRate(limits.maxRate()).setMaxBurstFactor(limits.burst()).build();
  }
}
