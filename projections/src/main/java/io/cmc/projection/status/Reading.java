// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import io.cmc.projection.RowJson;
import io.cmc.projection.status.StatusQueries.Found;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A migration as one statement found it, on top of what was read before.
 *
 * @param generation whose rows they are; -1 where nothing is known
 * @param asOf the last event that any of its rows knows
 * @param there of the participants' rows that are there; of others than are known some have to be read again
 */
record Reading(int generation, long asOf, Sum there, Optional<MigrationRow> migration, Map<String, ParticipantRow> participants) {

  static final Reading NOTHING = new Reading(-1, -1, new Sum(0, 0), Optional.empty(), Map.of());

  /** How many rows there are, and all that they are as of added up: rows of a restored database differ in it, also when it has gone on. */
  record Sum(int rows, long asOf) {}

  boolean isNothing() {
    return generation < 0;
  }

  boolean isWhole() {
    return there.equals(new Sum(participants.size(), participants.values().stream().mapToLong(ParticipantRow::asOf).sum()));
  }

  Optional<Found> found() {
    return migration.map(m -> new Found(m, new ArrayList<>(participants.values())));
  }

  Next next(RowJson json) {
    return new Next(this, json);
  }

  /** Takes the rows of one statement, first the migration's. */
  static final class Next {

    private final Reading before;
    private final RowJson json;
    private Reading now = NOTHING;

    private Next(Reading before, RowJson json) {
      this.before = before;
      this.json = json;
    }

    void add(String participant, int generation, long asOf, String text, Sum there) {
      if (participant.isEmpty()) begin(generation, asOf, json.read(text, MigrationRow.class), there);
      else if (!now.isNothing()) put(participant, asOf, json.read(text, ParticipantRow.class));
    }

    private void begin(int generation, long asOf, MigrationRow row, Sum there) {
      var same = before.generation() == generation;
      now = new Reading(generation, Math.max(asOf, same ? before.asOf() : -1), there, Optional.of(row),
          new TreeMap<>(same ? before.participants() : Map.of()));
    }

    private void put(String participant, long asOf, ParticipantRow row) {
      now.participants().put(participant, row);
      if (asOf > now.asOf()) now = new Reading(now.generation(), asOf, now.there(), now.migration(), now.participants());
    }

    Reading done() {
      return now;
    }
  }
}
