// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.server;

import com.digitalasset.canton.participant.admin.v0.CountInFlight;
import com.digitalasset.canton.participant.admin.v0.InspectionServiceGrpc.InspectionServiceImplBase;
import com.digitalasset.canton.participant.admin.v0.LookupContractDomain;
import io.cmc.sim.node.ParticipantProcess;
import io.cmc.sim.node.Release;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.regex.Pattern;

final class InspectionEndpoint extends InspectionServiceImplBase {

  private static final Pattern CONTRACT_ID = Pattern.compile("00[0-9a-f]{64,}");
  private final ParticipantProcess process;
  private final Replies replies;

  InspectionEndpoint(ParticipantProcess process, Replies replies) {
    this.process = process;
    this.replies = replies;
  }

  ServerServiceDefinition ofRelease() {
    return Trimmed.of(bindService(), "CountInFlight", process.kind().release().has(Release.Feature.COUNT_IN_FLIGHT));
  }

  @Override
  public void lookupContractDomain(LookupContractDomain.Request request, StreamObserver<LookupContractDomain.Response> caller) {
    replies.answer(caller, () -> {
      for (var id : request.getContractIdList()) {
        if (!CONTRACT_ID.matcher(id).matches()) throw Status.INVALID_ARGUMENT.withDescription("cannot parse ContractId \"" + id + "\"").asRuntimeException();
      }
      return LookupContractDomain.Response.newBuilder().putAllResults(process.locate(request.getContractIdList())).build();
    });
  }

  @Override
  public void countInFlight(CountInFlight.Request request, StreamObserver<CountInFlight.Response> caller) {
    replies.answer(caller, () -> {
      var counted = process.inFlight(request.getDomainId());
      return CountInFlight.Response.newBuilder().setPendingSubmissions(counted.submissions()).setPendingTransactions(counted.transactions()).build();
    });
  }
}
