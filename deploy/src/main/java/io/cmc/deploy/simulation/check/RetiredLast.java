// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.check;

import io.cmc.deploy.simulation.time.Entry;
import io.cmc.deploy.simulation.time.Entry.Change;
import io.cmc.deploy.simulation.time.Tape.Line;
import io.cmc.event.JourneyEvent.ContractsMoved;
import io.cmc.event.MigrationEvent.SourceRetired;
import io.cmc.id.NodeName;
import java.util.HashSet;
import java.util.Set;

/** I5: the source is not retired while anybody is connected to it or not moved. */
final class RetiredLast implements Invariant {

  private final Before before;
  private final Set<NodeName> moved = new HashSet<>();
  private final Set<String> connected = new HashSet<>();

  RetiredLast(Before before) {
    this.before = before;
  }

  @Override public void see(Line line) {
    switch (line.entry()) {
      case Entry.Stored(ContractsMoved e) -> moved.add(e.node());
      case Entry.Stored(SourceRetired e) -> Broken.unless(connected.stream().noneMatch(n -> before.present().contains(new NodeName(n))) && moved.containsAll(before.present()),
          "I5: the source is retired with " + connected + " connected and " + moved + " moved");
      case Entry.Took t when t.change() == Change.CONNECTED && t.detail().equals(before.source().id) -> connected.add(t.node());
      case Entry.Took t when t.change() == Change.DOWN || t.change() == Change.DISCONNECTED && t.detail().equals(before.source().id) ->
          connected.remove(t.node());
      default -> { }
    }
  }
}
