// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.hook;

import io.cmc.approval.Gate;
import io.cmc.controller.outward.Way;
import java.time.Duration;
import java.util.Set;

/**
 * A hook of the service's settings that must say yes before a migration goes on.
 *
 * @param gates where it is asked
 * @param teams whose migrations it is about; empty: all
 * @param limit after which it counts as not having answered
 */
public record GateHook(String name, Way way, Set<Gate> gates, Set<String> teams, Duration limit) {
  public GateHook {
    gates = Set.copyOf(gates);
    teams = Set.copyOf(teams);
  }
}
