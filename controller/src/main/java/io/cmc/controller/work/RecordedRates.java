// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import io.cmc.controller.participant.Outlook.Difference;
import io.cmc.controller.work.Looks.SeenRates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the domains' rates for each participant were set to, where they are what closes.
 *
 * @param settled whether they are known to be so: no call was begun whose end is open, and nobody accepted that they are not
 * @param version another one whenever something was done that may change them
 */
record RecordedRates(int source, int target, boolean settled, long version) {

  static RecordedRates of(String both, boolean settled, long version) {
    var rates = both.split(" ");
    return new RecordedRates(Integer.parseInt(rates[0]), Integer.parseInt(rates[1]), settled, version);
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
