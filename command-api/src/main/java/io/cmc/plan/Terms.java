// SPDX-License-Identifier: Apache-2.0
package io.cmc.plan;

import io.cmc.approval.ApprovalTerms;
import io.cmc.approval.Gate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a plan asks for beside its way.
 *
 * @param window absent: any time
 * @param waivable names of blocking checks that a person may waive
 * @param proveBackups whether each backup is restored into a scratch database and counted before the first point of no return
 * @param approvals absent: nobody is asked
 * @param hooks absent: none is asked
 */
public record Terms(Optional<Window> window, Set<String> waivable, boolean proveBackups, Optional<ApprovalTerms> approvals,
    Optional<GateHooks> hooks) {
  public static final Terms NONE = new Terms(Optional.empty(), Set.of(), false);

  public Terms {
    waivable = new TreeSet<>(waivable);
  }

  /** Without hooks. */
  public Terms(Optional<Window> window, Set<String> waivable, boolean proveBackups, Optional<ApprovalTerms> approvals) {
    this(window, waivable, proveBackups, approvals, Optional.empty());
  }

  /** Without approvals. */
  public Terms(Optional<Window> window, Set<String> waivable, boolean proveBackups) {
    this(window, waivable, proveBackups, Optional.empty());
  }

  Terms within(Window other) {
    return new Terms(Optional.of(other), waivable, proveBackups, approvals, hooks);
  }

  public Terms asking(ApprovalTerms of) {
    return new Terms(window, waivable, proveBackups, Optional.of(of), hooks);
  }

  public Terms asking(GateHooks of) {
    return new Terms(window, waivable, proveBackups, approvals, of.hooks().isEmpty() ? Optional.empty() : Optional.of(of));
  }

  /** Names of the hooks that are asked at a gate. */
  public List<String> hooksAt(Gate gate) {
    return hooks.map(h -> h.at(gate)).orElse(List.of());
  }
}
