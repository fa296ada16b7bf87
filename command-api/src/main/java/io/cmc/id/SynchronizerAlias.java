// SPDX-License-Identifier: Apache-2.0
package io.cmc.id;

/** Name of a domain on one participant; not an identity, and bound for ever to the first id it met there. */
public record SynchronizerAlias(String value) implements Id {

  public SynchronizerAlias {
    if (value.isBlank() || value.length() > 255) throw new IllegalArgumentException("expected 1 to 255 characters, found: " + value);
  }

  @Override public String toString() {
    return value;
  }
}
