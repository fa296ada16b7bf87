// SPDX-License-Identifier: Apache-2.0
package io.cmc.plan;

import io.cmc.id.NodeName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What may be changed on the way; what is absent stays as it is. How traffic is closed, who takes part, what is proved and where is
 * waited for a person is frozen.
 *
 * @param admins other addresses of admin APIs; the node behind must be the same
 * @param ledgers other addresses of ledger APIs
 */
public record Amendment(Optional<Pace> pace, Optional<Duration> pingTimeout, Optional<Window> window, Map<NodeName, Endpoint> admins,
    Map<NodeName, Endpoint> ledgers) {
  public Amendment {
    admins = new TreeMap<>(admins);
    ledgers = new TreeMap<>(ledgers);
  }

  /** One change, for people and the audit. */
  public record Change(String what, String before, String after) {}
}
