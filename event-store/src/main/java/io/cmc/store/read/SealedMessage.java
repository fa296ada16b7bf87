// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.read;

import io.cmc.event.Event;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.TrackingToken;

/** A sealed event in Axon's hands, with all that is sealed of it. The same one is given to all streams of a process. */
public final class SealedMessage extends GenericTrackedDomainEventMessage<Event> {
  private static final long serialVersionUID = 1L;

  private final transient SealedEvent sealed;

  SealedMessage(TrackingToken token, DomainEventMessage<Event> message, SealedEvent sealed) {
    super(token, message);
    this.sealed = sealed;
  }

  /** Empty where the message was changed on its way, or comes from somewhere else, such as events that were put aside. */
  public static Optional<SealedEvent> sealed(EventMessage<?> message) {
    return message instanceof SealedMessage m ? Optional.of(m.sealed) : Optional.empty();
  }

  @Override public SealedMessage withTrackingToken(TrackingToken token) {
    return new SealedMessage(token, this, sealed);
  }
}
