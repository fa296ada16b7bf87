// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.api.v1.LegalHold;
import io.cmc.api.v1.LegalHoldsGrpc;
import io.cmc.api.v1.ListLegalHoldsRequest;
import io.cmc.api.v1.ListLegalHoldsResponse;
import io.cmc.store.retention.LegalHolds;
import io.cmc.wire.ProtoTime;
import io.grpc.stub.StreamObserver;

/** What must not be forgotten, over gRPC. */
public final class LegalHoldsService extends LegalHoldsGrpc.LegalHoldsImplBase {

  private final LegalHolds holds;

  public LegalHoldsService(LegalHolds holds) {
    this.holds = holds;
  }

  @Override public void listLegalHolds(ListLegalHoldsRequest request, StreamObserver<ListLegalHoldsResponse> call) {
    Answering.one(call, () -> {
      var answer = ListLegalHoldsResponse.newBuilder();
      holds.list().forEach(h -> answer.addHolds(LegalHold.newBuilder().setHeld(h.held()).setSince(ProtoTime.of(h.since())).setReason(h.reason())));
      return answer.build();
    });
  }
}
