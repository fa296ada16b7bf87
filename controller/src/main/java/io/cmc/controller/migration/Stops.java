// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import io.cmc.id.NodeName;
import io.cmc.journey.ReconcileCause;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What keeps new work from beginning; any one of it does.
 *
 * @param held by a person, or by the service until a person has looked
 * @param panicked since a panic stop; ended by a reconcile
 * @param reconciling the comparison that is being made
 * @param differing participants that the last comparison found different, and that nobody accepted
 * @param foreign changes by others that were noticed, by participant: what was found
 */
public record Stops(boolean held, boolean panicked, Optional<Reconciling> reconciling, Set<NodeName> differing,
    Map<NodeName, String> foreign) {
  static final Stops NONE = new Stops(false, false, Optional.empty(), Set.of(), Map.of());

  /** @param pending who was not looked at yet; @param differing who is not as recorded, so far */
  public record Reconciling(int run, ReconcileCause cause, Set<NodeName> pending, Set<NodeName> differing) {}

  public boolean any() {
    return held || panicked || reconciling.isPresent();
  }

  Stops hold() {
    return new Stops(true, panicked, reconciling, differing, foreign);
  }

  /** What was noticed before is looked for anew. */
  Stops resume() {
    return new Stops(false, panicked, reconciling, differing, Map.of());
  }

  /** Whether the comparison that is being made leads out of a panic stop. */
  boolean leavesPanic() {
    return reconciling.filter(r -> r.cause() == ReconcileCause.PANIC).isPresent();
  }

  /** A comparison that would have led out of an earlier one does not lead out of this one. */
  Stops panic() {
    var compared = reconciling.map(r -> new Reconciling(r.run(), r.cause() == ReconcileCause.PANIC ? ReconcileCause.ORDER : r.cause(), r.pending(),
        r.differing()));
    return new Stops(held, true, compared, differing, foreign);
  }

  Stops calm() {
    return new Stops(held, false, reconciling, differing, foreign);
  }

  Stops with(Reconciling next) {
    return new Stops(held, panicked, Optional.of(next), differing, foreign);
  }

  Stops reconciled(Set<NodeName> nowDiffering) {
    return new Stops(held, panicked, Optional.empty(), nowDiffering, foreign);
  }

  Stops accepted() {
    return new Stops(held, panicked, reconciling, Set.of(), foreign);
  }

  Stops changed(NodeName node, String found) {
    var next = new TreeMap<>(foreign);
    next.put(node, found);
    return new Stops(held, panicked, reconciling, differing, next);
  }
}
