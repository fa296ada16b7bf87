// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.ParticipantNode.InFlight;
import io.cmc.proof.ResourceLimits;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Numbers as people read them. */
final class Words {

  private Words() {}

  static String limits(ResourceLimits limits) {
    return "limits " + limit(limits.maxDirtyRequests()) + " dirty requests and " + limit(limits.maxRate()) + " per second, burst "
        + limits.maxBurstFactor();
  }

  static String inFlight(InFlight counts) {
    return counts.submissions() + " submissions and " + counts.transactions() + " transactions in flight";
  }

  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }

  private static String limit(Optional<Integer> limit) {
    return limit.map(String::valueOf).orElse("no limit of");
  }
}
