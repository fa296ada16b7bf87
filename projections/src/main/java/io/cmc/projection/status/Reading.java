// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import io.cmc.projection.status.StatusQueries.Found;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A migration as one statement found it, on top of what was read before.
 *
 * @param generation whose rows they are; -1 where nothing is known
 * @param there of the participants' rows that are there; of others than are known some have to be read again
 */
record Reading(int generation, Sum there, Optional<MigrationRow> migration, Map<String, ParticipantRow> participants) {

  static final Reading NOTHING = new Reading(-1, new Sum(0, 0), Optional.empty(), Map.of());

  /** How many rows there are, and all that they are as of added up: rows of a restored database differ in it, also when it has gone on. */
  record Sum(int rows, long asOf) {}

  /** The same migration, read later: participants that were read before, to which those are put that have changed. */
  Reading later(int generation, Sum there, MigrationRow migration) {
    return new Reading(generation, there, Optional.of(migration), new TreeMap<>(generation == this.generation ? participants : Map.of()));
  }

  boolean isNothing() {
    return generation < 0;
  }

  boolean isWhole() {
    return there.equals(new Sum(participants.size(), participants.values().stream().mapToLong(ParticipantRow::asOf).sum()));
  }

  /** The last event that a participant's row knows; -1 where there is none. */
  long asOf() {
    return participants.values().stream().mapToLong(ParticipantRow::asOf).max().orElse(-1);
  }

  Optional<Found> found() {
    return migration.map(m -> new Found(m, new ArrayList<>(participants.values())));
  }
}
