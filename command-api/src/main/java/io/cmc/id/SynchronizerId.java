// SPDX-License-Identifier: Apache-2.0
package io.cmc.id;

/** Global identity of a domain: {@code name::fingerprint}. */
public record SynchronizerId(String value) implements Id {

  public SynchronizerId {
    Uids.requireUid(value);
  }

  @Override public String toString() {
    return value;
  }
}
