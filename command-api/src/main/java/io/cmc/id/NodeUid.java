// SPDX-License-Identifier: Apache-2.0
package io.cmc.id;

/** Identity of a participant node: {@code name::fingerprint}; also the name of its admin party. */
public record NodeUid(String value) implements Id {

  public NodeUid {
    Uids.requireUid(value);
  }

  @Override public String toString() {
    return value;
  }
}
