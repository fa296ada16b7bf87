// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection;

import io.cmc.event.Event;
import java.util.Map;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.TrackedEventMessage;

/** Takes events from Axon's hands. */
public final class Told {

  private Told() {}

  /** @throws IllegalArgumentException when the message has no position */
  public static Happened by(TrackedEventMessage<?> message) {
    return new Happened(position(message), (Event) message.getPayload(), texts(message));
  }

  public static long position(TrackedEventMessage<?> message) {
    var token = message.trackingToken();
    if (token == null) throw new IllegalArgumentException("expected an event with a position, found " + message.getIdentifier());
    return token.position().orElseThrow(() -> new IllegalArgumentException("expected a token with a position, found " + token));
  }

  private static Map<String, String> texts(TrackedEventMessage<?> message) {
    return message.getMetaData().entrySet().stream().filter(e -> e.getValue() != null)
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().toString()));
  }
}
