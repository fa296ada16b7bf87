// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import io.cmc.controller.activity.Activity;
import io.cmc.id.NodeName;
import io.cmc.journey.Phase;
import io.cmc.journey.Stage;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;

/** What a migration that is under way is doing just now. */
public sealed interface Standing {

  /** The leg at the cursor is done; the next has not begun. */
  record Between() implements Standing {}

  record AtGate(Phase gate) implements Standing {}

  record Soaking(Instant until) implements Standing {}

  /** @param pending who has not gone through the stage yet */
  record Going(Stage stage, int round, Set<NodeName> pending) implements Standing {}

  /**
   * @param pending who was not looked at yet
   * @param fellBack who was not as it was left
   * @param inFlight who has work in flight on the source
   */
  record Looking(Stage stage, int round, Set<NodeName> pending, Set<NodeName> fellBack, Set<NodeName> inFlight) implements Standing {
    boolean allHold() {
      return fellBack.isEmpty() && inFlight.isEmpty();
    }

    Looking seen(Collection<NodeName> done, Collection<NodeName> fell, Collection<NodeName> busy) {
      var rest = Sets.minus(Sets.minus(Sets.minus(pending, done), fell), busy);
      return new Looking(stage, round, rest, Sets.plus(fellBack, fell), Sets.plus(inFlight, busy));
    }
  }

  record OnDomains(Stage stage, int round, Activity activity) implements Standing {}
}
