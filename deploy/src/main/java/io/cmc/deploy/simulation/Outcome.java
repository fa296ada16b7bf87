// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation;

import io.cmc.deploy.simulation.time.Tape;
import io.cmc.plan.MigrationPlan;
import java.util.Optional;

/**
 * What came of a run.
 *
 * @param how it ended, in one word and the reasons where it stands
 * @param broken what did not hold; empty when all did
 * @param fault of ours that ended it; null when there was none
 */
public record Outcome(long seed, String how, Optional<String> broken, MigrationPlan plan, Tape tape, RuntimeException fault) {

  public boolean good() {
    return broken.isEmpty();
  }

  @Override public String toString() {
    return "seed " + seed + ": " + how + broken.map(b -> ", but " + b).orElse("") + " (./cmc simulate --seed " + seed + ")";
  }
}
