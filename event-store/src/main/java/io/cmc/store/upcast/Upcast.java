// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.upcast;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;

/**
 * How one kind of event as it was once stored becomes a later kind. Rows are never rewritten: this happens at every reading.
 *
 * @param change from the payload as stored to the payload of {@code to}; gets a copy of its own
 */
public record Upcast(StoredKind from, StoredKind to, UnaryOperator<ObjectNode> change) {

  public Upcast {
    if (from.equals(to)) throw new IllegalArgumentException("expected two different kinds, found " + from + " twice");
  }

  /** The same event with a new revision. */
  public static Upcast revision(String name, String from, String to, UnaryOperator<ObjectNode> change) {
    return new Upcast(new StoredKind(name, from), new StoredKind(name, to), change);
  }
}
