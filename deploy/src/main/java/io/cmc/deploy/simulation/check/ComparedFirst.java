// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.check;

import io.cmc.deploy.simulation.time.Entry;
import io.cmc.deploy.simulation.time.Tape.Line;
import io.cmc.event.Event;
import io.cmc.event.MigrationEvent.MigrationAborted;
import io.cmc.event.MigrationEvent.MigrationCompleted;
import io.cmc.event.MigrationEvent.MigrationRestored;
import io.cmc.event.MigrationEvent.MigrationStarted;
import io.cmc.event.MigrationEvent.ReconcileBegan;
import io.cmc.event.MigrationEvent.ReconcileEnded;
import java.util.HashSet;
import java.util.Set;

/** An instance that starts during a migration changes no node before the participants were compared with what is recorded of them. */
final class ComparedFirst implements Invariant {

  private final Set<String> fresh = new HashSet<>();
  private boolean underWay;
  private boolean comparing;

  @Override public void see(Line line) {
    switch (line.entry()) {
      case Entry.Stored(Event e) -> stored(e);
      case Entry.Said s when s.text().startsWith("instance ") && s.text().endsWith(" starts") && underWay && !comparing ->
          fresh.add(s.text().substring("instance ".length(), s.text().length() - " starts".length()));
      case Entry.Called c -> Broken.unless(!fresh.contains(c.caller().instance()), c.node() + " got " + c.method() + " from "
          + c.caller().instance() + ", which compared nothing since it started");
      default -> { }
    }
  }

  private void stored(Event event) {
    switch (event) {
      case MigrationStarted e -> underWay = true;
      case ReconcileBegan e -> {
        comparing = true;
        fresh.clear();
      }
      case ReconcileEnded e -> comparing = false;
      case MigrationCompleted e -> ended();
      case MigrationAborted e -> ended();
      case MigrationRestored e -> ended();
      default -> { }
    }
  }

  private void ended() {
    underWay = false;
    fresh.clear();
  }
}
