// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.upcast;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;

/** Axon's face of an {@link Upcast}. */
final class JsonUpcaster extends SingleEventUpcaster {

  private final Upcast upcast;

  JsonUpcaster(Upcast upcast) {
    this.upcast = upcast;
  }

  @Override
  protected boolean canUpcast(IntermediateEventRepresentation event) {
    return StoredKind.of(event.getType()).equals(upcast.from());
  }

  @Override
  protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
    return event.upcastPayload(upcast.to().type(), JsonNode.class, json -> upcast.change().apply(((ObjectNode) json).deepCopy()));
  }
}
