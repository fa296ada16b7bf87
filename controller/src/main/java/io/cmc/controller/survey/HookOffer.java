// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.survey;

import io.cmc.approval.Gate;
import java.util.List;
import java.util.Set;

/** The hooks of the service that may be asked before a migration goes on. */
public record HookOffer(List<Offered> all) {

  public static final HookOffer NONE = new HookOffer(List.of());

  /** @param teams whose migrations it is asked about; empty: all */
  public record Offered(String name, Set<Gate> gates, Set<String> teams) {

    boolean concerns(List<String> those) {
      return teams.isEmpty() || those.stream().anyMatch(teams::contains);
    }
  }

  public HookOffer {
    all = List.copyOf(all);
  }

  boolean has(Gate gate, String name) {
    return all.stream().anyMatch(h -> h.name().equals(name) && h.gates().contains(gate));
  }
}
