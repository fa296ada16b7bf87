// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.machine;

import io.cmc.controller.participant.Outlook.Difference;
import io.cmc.controller.participant.SeenRates;
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
    return seen.compare(source, target);
  }
}
