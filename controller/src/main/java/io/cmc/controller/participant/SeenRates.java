// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.participant;

import io.cmc.controller.participant.Outlook.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the two domains answered when they were asked for their rate for each participant.
 *
 * @param source empty: not seen
 * @param target empty: not seen
 */
public record SeenRates(Optional<Integer> source, Optional<Integer> target) {

  /** Beside what they were set to. A domain that was not seen does not differ. */
  public Optional<Difference> compare(int wantedSource, int wantedTarget) {
    var recorded = new ArrayList<String>();
    var found = new ArrayList<String>();
    rate("source", wantedSource, source, recorded, found);
    rate("target", wantedTarget, target, recorded, found);
    return recorded.isEmpty() ? Optional.empty() : Optional.of(new Difference(String.join("; ", recorded), String.join("; ", found), false));
  }

  private static void rate(String role, int wanted, Optional<Integer> seen, List<String> recorded, List<String> found) {
    if (seen.filter(rate -> rate != wanted).isEmpty()) return;
    recorded.add("the " + role + "'s rate " + wanted);
    found.add("the " + role + "'s rate " + seen.get());
  }
}
