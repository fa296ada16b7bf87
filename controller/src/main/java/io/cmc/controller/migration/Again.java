// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import io.cmc.controller.migration.MigrationState.Mode;
import io.cmc.controller.migration.MigrationState.Underway;
import io.cmc.controller.migration.Standing.Looking;
import io.cmc.event.MigrationEvent.ForeignChangeSeen;
import io.cmc.journey.Phase;
import io.cmc.journey.WayBack;

/** When all go back to drain again: work is in flight after all have left, or somebody opened a participant while others drained. */
final class Again {

  private Again() {}

  /** Only at the barriers behind the drain: before it nothing is lost, and after them the way back is no longer free. */
  static boolean isDue(Underway u, Looking l) {
    return !l.inFlight().isEmpty() || l.stage().phase().compareTo(Phase.DRAIN) > 0 && u.notes().counts().spoiled() && drains(u);
  }

  /** What was drained and listed before somebody changed a participant may not be so any more. */
  static Underway changed(Underway u, ForeignChangeSeen e) {
    var changed = u.with(u.notes().stops().changed(e.participant(), e.found()));
    var drained = u.phase().filter(p -> p.compareTo(Phase.DRAIN) >= 0).isPresent();
    return drains(u) && drained ? changed.with(changed.notes().spoiled()) : changed;
  }

  private static boolean drains(Underway u) {
    return u.mode() == Mode.FORWARD && u.notes().wayBack() == WayBack.FREE;
  }
}
