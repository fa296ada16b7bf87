// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.access.OrderContext;
import io.cmc.api.v1.LegalHoldOrder;
import io.cmc.api.v1.LegalHoldOrdersGrpc;
import io.cmc.api.v1.OrderAnswer;
import io.cmc.id.MigrationId;
import io.grpc.stub.StreamObserver;
import java.time.InstantSource;

/** Orders about legal holds over gRPC. */
public final class LegalHoldOrdersService extends LegalHoldOrdersGrpc.LegalHoldOrdersImplBase {

  private final LegalHoldDesk desk;
  private final InstantSource clock;

  public LegalHoldOrdersService(LegalHoldDesk desk, InstantSource clock) {
    this.desk = desk;
    this.clock = clock;
  }

  @Override public void setLegalHold(LegalHoldOrder r, StreamObserver<OrderAnswer> observer) {
    Answering.answer(observer, () -> answer(desk.set(r.getHeld(), context(r)), "nothing about " + r.getHeld() + " is forgotten"));
  }

  @Override public void liftLegalHold(LegalHoldOrder r, StreamObserver<OrderAnswer> observer) {
    Answering.answer(observer, () -> answer(desk.lift(r.getHeld(), context(r)), r.getHeld() + " is not held any more"));
  }

  private OrderContext context(LegalHoldOrder r) {
    return OrderMessage.context(r.getContext(), clock.instant());
  }

  private static OrderAnswer answer(MigrationId migration, String summary) {
    return OrderMessage.answer(migration.value(), summary);
  }
}
