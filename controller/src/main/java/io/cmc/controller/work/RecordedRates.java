// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import io.cmc.controller.participant.Outlook.Difference;
import io.cmc.controller.participant.SeenRates;
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
    return seen.compare(source, target);
  }
}
