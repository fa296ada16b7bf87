// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.api.v1.OrderAnswer;
import io.cmc.api.v1.PersonOrder;
import io.cmc.api.v1.PersonOrdersGrpc;
import io.cmc.id.MigrationId;
import io.grpc.stub.StreamObserver;
import java.time.InstantSource;

/** Orders about persons over gRPC. */
public final class PersonOrdersService extends PersonOrdersGrpc.PersonOrdersImplBase {

  private final PersonDesk desk;
  private final InstantSource clock;

  public PersonOrdersService(PersonDesk desk, InstantSource clock) {
    this.desk = desk;
    this.clock = clock;
  }

  @Override public void erasePerson(PersonOrder r, StreamObserver<OrderAnswer> observer) {
    Answering.answer(observer, () -> {
      desk.erase(r.getPerson(), OrderMessage.context(r.getContext(), clock.instant()));
      return OrderMessage.answer(MigrationId.SERVICE.value(), "nobody can tell any more who " + r.getPerson() + " is");
    });
  }
}
