// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.deed;

import io.cmc.access.Actor;
import io.cmc.access.OrderContext;
import io.cmc.event.OrderEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.GenericEventMessage;
import org.springframework.transaction.support.TransactionTemplate;

/** As events, each in a stream and a transaction of its own. */
public final class EventDeeds implements Deeds {

  private final EventBus events;
  private final TransactionTemplate transaction;
  private final InstantSource clock;

  public EventDeeds(EventBus events, TransactionTemplate transaction, InstantSource clock) {
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override public void write(String order, Actor by, Function<Instant, OrderEvent> fact) {
    var at = clock.instant();
    var message = GenericEventMessage.<Object>asEventMessage(fact.apply(at));
    var origin = Origins.of(order, new OrderContext(by, "", "", "", at)).mergedWith(Origins.ofItself(message.getIdentifier()));
    transaction.executeWithoutResult(status -> events.publish(message.andMetaData(origin)));
  }
}
