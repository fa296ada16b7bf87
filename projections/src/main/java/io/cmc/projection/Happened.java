// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection;

import io.cmc.event.Event;
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

  /** Name of whoever is behind it, or empty. */
  public String actor() {
    return metadata.getOrDefault("actorName", "");
  }

  public String reason() {
    return metadata.getOrDefault("reason", "");
  }
}
