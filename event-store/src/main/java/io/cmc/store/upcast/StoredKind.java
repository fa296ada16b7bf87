// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.upcast;

import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;

/** Name and revision of an event as they stand in the store. */
public record StoredKind(String name, String revision) {

  static StoredKind of(SerializedType type) {
    return new StoredKind(type.getName(), type.getRevision());
  }

  SerializedType type() {
    return new SimpleSerializedType(name, revision);
  }

  @Override public String toString() {
    return name + " revision " + revision;
  }
}
