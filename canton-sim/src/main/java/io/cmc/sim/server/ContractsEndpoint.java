// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.server;

import com.daml.ledger.api.v1.ActiveContractsServiceGrpc.ActiveContractsServiceImplBase;
import com.daml.ledger.api.v1.CreatedEvent;
import com.daml.ledger.api.v1.GetActiveContractsRequest;
import com.daml.ledger.api.v1.GetActiveContractsResponse;
import io.cmc.sim.node.Contract;
import io.cmc.sim.node.NodeGone;
import io.cmc.sim.node.ParticipantProcess;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Streams the active contracts of the parties asked for, in pages; the last message carries the offset and nothing else. */
final class ContractsEndpoint extends ActiveContractsServiceImplBase {

  private static final int PAGE = 100;
  private final ParticipantProcess process;

  ContractsEndpoint(ParticipantProcess process) {
    this.process = process;
  }

  @Override
  public void getActiveContracts(GetActiveContractsRequest request, StreamObserver<GetActiveContractsResponse> caller) {
    var parties = request.getFilter().getFiltersByPartyMap().keySet();
    if (parties.isEmpty()) {
      caller.onError(Status.INVALID_ARGUMENT.withDescription("MISSING_FIELD(8,0): The submitted command is missing a mandatory field: filters_by_party").asRuntimeException());
      return;
    }
    try {
      stream(parties, (ServerCallStreamObserver<GetActiveContractsResponse>) caller);
    } catch (NodeGone e) {
      // the caller's stream breaks by itself
    }
  }

  private void stream(Set<String> parties, ServerCallStreamObserver<GetActiveContractsResponse> caller) {
    var end = process.ledgerEnd();
    var after = "";
    for (var page = page(parties, after); !page.isEmpty() && !caller.isCancelled(); page = page(parties, after)) {
      var message = GetActiveContractsResponse.newBuilder();
      page.forEach(c -> message.addActiveContracts(seenBy(parties, c)));
      caller.onNext(message.build());
      after = page.getLast().id();
    }
    caller.onNext(GetActiveContractsResponse.newBuilder().setOffset(offset(end)).build());
    caller.onCompleted();
  }

  private List<Contract> page(Set<String> parties, String after) {
    return process.contracts(parties, after, PAGE);
  }

  private static CreatedEvent seenBy(Set<String> parties, Contract contract) {
    var witnesses = new TreeSet<>(contract.stakeholders());
    witnesses.retainAll(parties);
    return contract.event().toBuilder().addAllWitnessParties(witnesses).build();
  }

  /** Offsets are texts that sort like the numbers behind them. */
  static String offset(long end) {
    return "%018x".formatted(end);
  }
}
