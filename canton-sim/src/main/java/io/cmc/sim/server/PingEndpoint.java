// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.server;

import com.digitalasset.canton.participant.admin.v0.PingFailure;
import com.digitalasset.canton.participant.admin.v0.PingRequest;
import com.digitalasset.canton.participant.admin.v0.PingResponse;
import com.digitalasset.canton.participant.admin.v0.PingServiceGrpc.PingServiceImplBase;
import com.digitalasset.canton.participant.admin.v0.PingSuccess;
import io.cmc.sim.journal.CallRecord;
import io.cmc.sim.node.ParticipantProcess;
import io.grpc.stub.StreamObserver;
import java.time.Duration;

final class PingEndpoint extends PingServiceImplBase {

  private final ParticipantProcess process;
  private final Replies replies;

  PingEndpoint(ParticipantProcess process, Replies replies) {
    this.process = process;
    this.replies = replies;
  }

  @Override
  public void ping(PingRequest request, StreamObserver<PingResponse> caller) {
    replies.answer(caller, () -> {
      var took = process.pinger().ping(request.getTargetPartiesList(), Duration.ofMillis(request.getTimeoutMilliseconds()));
      if (took.isEmpty()) return PingResponse.newBuilder().setFailure(PingFailure.getDefaultInstance()).build();
      CallRecord.effect("pinged " + request.getTargetParties(0));
      return PingResponse.newBuilder()
          .setSuccess(PingSuccess.newBuilder().setPingTime(took.get()).setResponder(request.getTargetParties(0))).build();
    });
  }
}
