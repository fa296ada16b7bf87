// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.check;

import io.cmc.deploy.simulation.time.Entry;
import io.cmc.deploy.simulation.time.Tape.Line;
import io.cmc.event.Event;
import io.cmc.event.JourneyEvent.ContractsCompared;
import io.cmc.event.JourneyEvent.PingsAnswered;
import io.cmc.event.MigrationEvent.AbortBegan;
import io.cmc.event.MigrationEvent.RestoreBegan;
import io.cmc.event.MigrationEvent.PointOfNoReturnCrossed;
import io.cmc.id.NodeName;
import io.cmc.journey.PointOfNoReturn;
import java.util.HashSet;
import java.util.Set;

/** On the way forward nobody is let in before all were compared, and not more than a little before all were pinged. */
final class OpenedLate implements Invariant {

  private final Before before;
  private final Set<NodeName> compared = new HashSet<>();
  private final Set<NodeName> pinged = new HashSet<>();
  private boolean back;
  private boolean crossed;

  OpenedLate(Before before) {
    this.before = before;
  }

  @Override public void see(Line line) {
    switch (line.entry()) {
      case Entry.Stored(Event e) -> stored(e);
      case Entry.Called c when !back && c.method().equals("setLimits") && !c.arguments().startsWith("0/0/") -> opens(c, limit(c.arguments()));
      case Entry.Called c when !back && c.method().equals("setMaxRatePerParticipant") && !c.arguments().equals("0") -> opens(c, c.arguments());
      default -> { }
    }
  }

  private static String limit(String arguments) {
    return arguments.split("/")[0];
  }

  private void stored(Event event) {
    switch (event) {
      case ContractsCompared e -> compared.add(e.node());
      case PingsAnswered e -> pinged.add(e.node());
      case AbortBegan e -> back = true;
      case RestoreBegan e -> back = true;
      case PointOfNoReturnCrossed e -> crossed = e.point() == PointOfNoReturn.PNR_2;
      default -> { }
    }
  }

  private void opens(Entry.Called c, String to) {
    if (!before.asker(c.node()).isDomains() && !before.present().contains(before.asker(c.node()))) return;
    var all = before.present();
    Broken.unless(compared.containsAll(all), "I4: " + c.node() + " is opened to " + c.arguments() + " when only " + compared + " were compared");
    var little = !to.equals("none") && Integer.parseInt(to) <= 4;
    Broken.unless(little || crossed && pinged.containsAll(all), "I4: " + c.node() + " is opened to " + c.arguments() + " before PNR-2, pinged: " + pinged);
  }
}
