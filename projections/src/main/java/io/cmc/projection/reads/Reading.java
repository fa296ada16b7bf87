// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.reads;

import io.cmc.access.Actor;
import java.time.Duration;
import java.time.Instant;

/**
 * What is gathered in one row.
 *
 * @param migration empty: of all
 * @param occasion a stretch of time, or one export
 */
public record Reading(Actor actor, String view, String migration, String occasion) {

  /** Ends the view of what was refused. */
  static final String REFUSED = "-refused";

  private static final Duration STRETCH = Duration.ofMinutes(5);

  /** All that is read within five minutes is one row. */
  static Reading at(Instant at, Actor actor, String view, String migration) {
    return new Reading(actor, view, migration, Instant.ofEpochSecond(at.getEpochSecond() / STRETCH.toSeconds() * STRETCH.toSeconds()).toString());
  }

  /** @param first and last answer of it; @param answers how many */
  record Tally(Instant first, Instant last, long answers) {

    static Tally one(Instant at) {
      return new Tally(at, at, 1);
    }

    Tally and(Tally other) {
      return new Tally(first.isBefore(other.first) ? first : other.first, last.isAfter(other.last) ? last : other.last, answers + other.answers);
    }
  }
}
