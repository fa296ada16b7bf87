// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.access.OrderContext;
import io.cmc.api.v1.OrderAnswer;
import io.cmc.wire.Caller;
import java.time.Instant;

/** What comes with every order and what goes back, in the public contract's form. */
final class OrderMessage {

  private OrderMessage() {}

  /** By whoever makes the call that is being answered. @param at when the door took the order */
  static OrderContext context(io.cmc.api.v1.OrderContext said, Instant at) {
    return new OrderContext(Caller.current(), said.getReason(), said.getTicket(), said.getIdempotencyKey(), at);
  }

  static OrderAnswer answer(String migration, String summary) {
    return OrderAnswer.newBuilder().setMigration(migration).setSummary(summary).build();
  }
}
