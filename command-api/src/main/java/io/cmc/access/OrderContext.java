// SPDX-License-Identifier: Apache-2.0
package io.cmc.access;

import java.time.Instant;
import java.util.Objects;

/**
 * What comes with every order.
 *
 * @param reason why; may be empty where none is demanded
 * @param ticket change or incident number; may be empty
 * @param idempotencyKey the same key gives the same answer
 * @param at when the door took the order
 */
public record OrderContext(Actor actor, String reason, String ticket, String idempotencyKey, Instant at) {

  public OrderContext {
    Objects.requireNonNull(actor, "every order has an actor");
    Objects.requireNonNull(at, "every order has a time");
  }
}
