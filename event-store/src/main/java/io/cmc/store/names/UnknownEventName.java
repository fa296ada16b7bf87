// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.names;

import org.axonframework.serialization.SerializationException;

/** An event in the store that this version of the service cannot read, or a class that it cannot store. */
public final class UnknownEventName extends SerializationException {

  private UnknownEventName(String message) {
    super(message);
  }

  static UnknownEventName stored(String name) {
    return new UnknownEventName("The store holds an event named " + name + ", which this version does not know. "
        + "It was written by a newer version, or its name was taken out of EventNames.");
  }

  static UnknownEventName unnamed(Class<?> type) {
    return new UnknownEventName(type.getName() + " has no stored name. Add it to EventNames, with a released sample.");
  }
}
