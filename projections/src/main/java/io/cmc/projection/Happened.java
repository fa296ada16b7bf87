// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection;

import io.cmc.event.Event;
import io.cmc.store.read.SealedEvent;
import java.util.Map;

/**
 * An event as a read model takes it.
 *
 * @param position its gapless place among all sealed events, from 1
 * @param metadata who, why and from where; texts only
 */
public record Happened(long position, Event event, Map<String, String> metadata) {

  public Happened {
    metadata = Map.copyOf(metadata);
  }

  public static Happened of(SealedEvent event) {
    return new Happened(event.position(), event.payload(), event.metadata());
  }

  /** Who is behind it: the id of a person, in older events a name; empty where nobody is known. */
  public String actor() {
    return metadata.getOrDefault("actorName", metadata.getOrDefault("actorSubject", ""));
  }

  public String reason() {
    return metadata.getOrDefault("reason", "");
  }
}
