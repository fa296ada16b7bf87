// SPDX-License-Identifier: Apache-2.0
package io.cmc.plan;

import io.cmc.approval.Gate;
import java.util.Comparator;
import java.util.List;

/** Hooks of the service that must say yes before a migration goes on. They are asked in the order of their names. */
public record GateHooks(List<At> hooks) {

  public static final GateHooks NONE = new GateHooks(List.of());

  /** @param name that the service's settings know the hook by */
  public record At(Gate gate, String name) {}

  public GateHooks {
    hooks = hooks.stream().distinct().sorted(Comparator.comparing(At::gate).thenComparing(At::name)).toList();
  }

  public List<String> at(Gate gate) {
    return hooks.stream().filter(h -> h.gate() == gate).map(At::name).toList();
  }
}
