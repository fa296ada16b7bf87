// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.notice;

import io.cmc.controller.notice.Notice.Weight;
import java.util.Locale;

/** What people and programs are told of. */
public enum Kind {
  PHASE_BEGAN(Weight.DETAIL), PHASE_ENDED(Weight.DETAIL),
  MIGRATION_STARTED(Weight.INFO), POINT_OF_NO_RETURN(Weight.INFO), MIGRATION_ENDED(Weight.INFO), INCIDENT_CLOSED(Weight.INFO),
  /** Somebody is waited for: at a gate, or to confirm something. */
  WAITS(Weight.WARNING),
  PHASE_OVERDUE(Weight.WARNING), INCIDENT_OPENED(Weight.WARNING),
  PANIC_STOP(Weight.CRITICAL),
  /** Told on every channel, whatever it is for. */
  BREAK_GLASS(Weight.CRITICAL);

  private final Weight weight;

  Kind(Weight weight) {
    this.weight = weight;
  }

  public Weight weight() {
    return weight;
  }

  boolean loud() {
    return this == BREAK_GLASS;
  }

  /** For example {@code incident-opened}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
