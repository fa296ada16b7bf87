// SPDX-License-Identifier: Apache-2.0
package io.cmc.journey;

import io.cmc.id.NodeName;

/**
 * What a look at a participant showed, beside what is recorded of it.
 *
 * @param recorded what it was left as, for people
 * @param found what it is, for people
 */
public record Sighting(NodeName node, Kind kind, String recorded, String found) {
  public enum Kind {
    AGREES,
    DIFFERS,
    /** It did not answer; whatever is done on it next looks first anyway. */
    UNSEEN
  }
}
