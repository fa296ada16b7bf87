// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.id.NodeName;
import io.cmc.id.RequestId;
import io.cmc.journey.Assignment;
import io.cmc.journey.Rounds;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.ParticipantPlan;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What a step is given.
 *
 * @param round of the stage; hundreds of it count how often the whole migration went back to its drain
 * @param acted whether an act of this request was begun before: then a look may use probes that change the node (an intent is stored)
 */
public record Work<A extends Assignment>(MigrationPlan plan, NodeName node, A assignment, RequestId request, int round, Notes notes,
    boolean acted, InstantSource clock) {

  /** The participant it is about; only for steps on participants. */
  public ParticipantPlan participant() {
    return plan.participant(node);
  }

  public <B extends Assignment> Work<B> with(B other) {
    return new Work<>(plan, node, other, request, round, notes, acted, clock);
  }

  /** The same work, with an act begun. */
  Work<A> afterAct() {
    return new Work<>(plan, node, assignment, request, round, notes, true, clock);
  }

  /** Which drain of the migration this belongs to: 0 for the first, one more each time it went back to drain again. */
  int pass() {
    return Rounds.pass(round);
  }

  public Instant now() {
    return clock.instant();
  }
}
