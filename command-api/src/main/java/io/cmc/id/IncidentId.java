// SPDX-License-Identifier: Apache-2.0
package io.cmc.id;

/** One incident; unique within its stream. */
public record IncidentId(String value) implements Id {
  @Override public String toString() {
    return value;
  }
}
