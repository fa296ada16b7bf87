// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.access.OrderContext;
import io.cmc.api.v1.DeadLetterOrder;
import io.cmc.api.v1.DeadLetterOrdersGrpc;
import io.cmc.api.v1.OrderAnswer;
import io.cmc.id.MigrationId;
import io.grpc.stub.StreamObserver;
import java.time.InstantSource;

/** Orders about dead letters over gRPC. */
public final class LetterOrdersService extends DeadLetterOrdersGrpc.DeadLetterOrdersImplBase {

  private final LetterDesk desk;
  private final InstantSource clock;

  public LetterOrdersService(LetterDesk desk, InstantSource clock) {
    this.desk = desk;
    this.clock = clock;
  }

  @Override public void retryDeadLetter(DeadLetterOrder r, StreamObserver<OrderAnswer> observer) {
    Answering.answer(observer, () -> answer(desk.retry(r.getGroup(), r.getEvent(), context(r)), r.getEvent() + " is taken again"));
  }

  @Override public void discardDeadLetter(DeadLetterOrder r, StreamObserver<OrderAnswer> observer) {
    Answering.answer(observer, () -> answer(desk.discard(r.getGroup(), r.getEvent(), context(r)), r.getEvent() + " is left out"));
  }

  private OrderContext context(DeadLetterOrder r) {
    return OrderMessage.context(r.getContext(), clock.instant());
  }

  private static OrderAnswer answer(MigrationId migration, String summary) {
    return OrderMessage.answer(migration.value(), summary);
  }
}
