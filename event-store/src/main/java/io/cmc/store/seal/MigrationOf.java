// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.seal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cmc.event.OrderEvent;
import io.cmc.store.names.EventNames;

/** To which migration an event belongs: by its stream, or, for events about refused orders, by what they say. */
final class MigrationOf {

  private final EventNames names = EventNames.standard();
  private final ObjectMapper json = new ObjectMapper();

  String event(StoredEvent event) {
    var slash = event.stream().indexOf('/');
    var byStream = slash < 0 ? event.stream() : event.stream().substring(0, slash);
    return aboutAnOrder(event.name()) ? named(event.payload(), byStream) : byStream;
  }

  // an event of a newer version is sealed as well
  private boolean aboutAnOrder(String name) {
    return names.knows(name) && OrderEvent.class.isAssignableFrom(names.type(name));
  }

  private String named(String payload, String otherwise) {
    try {
      return json.readTree(payload).path("migration").asText(otherwise);
    } catch (JsonProcessingException e) {
      return otherwise; // the store's order must not stop at one strange row
    }
  }
}
