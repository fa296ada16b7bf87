// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.wiring;

import io.cmc.access.Actor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.correlation.CorrelationDataProvider;

/**
 * What every event carries: who, why, which order set it in motion, and which event or order it comes from. What has no known actor
 * was done by the service itself.
 */
final class Provenance implements CorrelationDataProvider {

  private static final List<String> COPIED =
      List.of("actorSubject", "actorTeams", "authentication", "reason", "ticket", "order", "traceparent");
  private static final Map<String, String> SERVICE = Map.of("actorSubject", Actor.SERVICE.subject(),
      "authentication", Actor.SERVICE.authentication());

  @Override public Map<String, ?> correlationDataFor(Message<?> message) {
    var data = new HashMap<String, Object>(SERVICE);
    for (var key : COPIED) {
      if (message.getMetaData().containsKey(key)) data.put(key, message.getMetaData().get(key));
    }
    data.put("correlationId", given(message, "correlationId"));
    data.put("causationId", given(message, "causationId"));
    return data;
  }

  private static String given(Message<?> message, String key) {
    var value = message.getMetaData().get(key);
    return value instanceof String text && !text.isEmpty() ? text : message.getIdentifier();
  }
}
