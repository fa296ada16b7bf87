// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection;

import io.cmc.event.Event;
import io.cmc.store.read.EventReading;
import io.cmc.store.read.SealedEvent;
import io.cmc.store.read.SealedMessage;
import java.util.List;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** Takes events from Axon's hands. */
public final class Told {

  private Told() {}

  /** @throws IllegalArgumentException when the message has no position */
  public static Happened by(TrackedEventMessage<?> message) {
    return new Happened(position(message), (Event) message.getPayload(), SealedMessage.sealed(message).map(SealedEvent::metadata).orElseGet(() -> EventReading.texts(message.getMetaData())));
  }

  /** All events of a unit of work, those included that were not told yet; none where they are not known before, as with dead letters. */
  public static List<Event> with(UnitOfWork<?> work) {
    List<? extends Message<?>> messages = work instanceof BatchingUnitOfWork<?> batch ? batch.getMessages() : List.of();
    return messages.stream().map(Message::getPayload).filter(Event.class::isInstance).map(Event.class::cast).toList();
  }

  public static long position(TrackedEventMessage<?> message) {
    var token = message.trackingToken();
    if (token == null) throw new IllegalArgumentException("expected an event with a position, found " + message.getIdentifier());
    return token.position().orElseThrow(() -> new IllegalArgumentException("expected a token with a position, found " + token));
  }
}
