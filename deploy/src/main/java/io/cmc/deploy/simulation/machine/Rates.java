// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.machine;

import io.cmc.controller.participant.Outlook.Difference;
import io.cmc.deploy.simulation.machine.Looks.SeenRates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the domains' rates for each participant were set to, where they are what closes; as {@code work.RecordedRates} is.
 *
 * @param settled whether they are known to be so
 */
record Rates(int source, int target, boolean settled, boolean changing, long version) {

  Rates with(boolean nowSettled, boolean nowChanging) {
    return new Rates(source, target, nowSettled, nowChanging, version + 1);
  }

  /** A domain that was not seen does not differ. */
  Optional<Difference> compare(SeenRates seen) {
    var recorded = new ArrayList<String>();
    var found = new ArrayList<String>();
    rate("source", source, seen.source(), recorded, found);
    rate("target", target, seen.target(), recorded, found);
    return recorded.isEmpty() ? Optional.empty() : Optional.of(new Difference(String.join("; ", recorded), String.join("; ", found), false));
  }

  private static void rate(String role, int wanted, Optional<Integer> seen, List<String> recorded, List<String> found) {
    if (seen.filter(rate -> rate != wanted).isEmpty()) return;
    recorded.add("the " + role + "'s rate " + wanted);
    found.add("the " + role + "'s rate " + seen.get());
  }
}
