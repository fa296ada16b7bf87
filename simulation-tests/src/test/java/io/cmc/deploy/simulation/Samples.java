// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation;

import io.cmc.journey.Assignment;
import io.cmc.proof.ResourceLimits;
import io.cmc.proof.SavedSettings;
import java.util.List;
import java.util.Optional;

/** An assignment of each kind whose step is replaced somewhere; by it the real step is found. */
final class Samples {

  private static final SavedSettings SAVED = new SavedSettings(new ResourceLimits(Optional.empty(), Optional.empty(), 0.5), false, List.of());

  private Samples() {}

  static List<Assignment> all() {
    return List.of(new Assignment.MoveContracts(null), new Assignment.Drain(), new Assignment.JoinTarget(SAVED), new Assignment.LowerLimits(),
        new Assignment.RestoreLimits(SAVED), new Assignment.BackUp(),
        new Assignment.RestoreDatabase(null), new Assignment.StartParticipant(), new Assignment.LookAgain(new Assignment.Drain()));
  }
}
