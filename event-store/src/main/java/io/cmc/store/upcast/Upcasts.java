// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.upcast;

import java.util.List;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;

/** All upcasts, oldest first: each gets what the ones before it made. One stored event always stays one event. */
public final class Upcasts {

  private final List<Upcast> oldestFirst;

  public Upcasts(List<Upcast> oldestFirst) {
    this.oldestFirst = List.copyOf(oldestFirst);
  }

  /** Those of this version. There are none yet: no event has a second revision. */
  public static Upcasts standard() {
    return new Upcasts(List.of());
  }

  /** What Axon reads events through. */
  public EventUpcasterChain chain() {
    return new EventUpcasterChain(oldestFirst.stream().map(JsonUpcaster::new).toList());
  }

  /** Name and revision that a stored event has once it is read. */
  public StoredKind today(StoredKind stored) {
    var kind = stored;
    for (var upcast : oldestFirst) {
      if (upcast.from().equals(kind)) kind = upcast.to();
    }
    return kind;
  }
}
