// SPDX-License-Identifier: Apache-2.0
package io.cmc.id;

/** One request of one step; unique within its stream, so that a late report of an earlier request is known as such. */
public record RequestId(String value) implements Id {

  @Override public String toString() {
    return value;
  }
}
