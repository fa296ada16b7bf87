// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.id.NodeName;
import io.cmc.id.RequestId;
import io.cmc.journey.Assignment;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.ParticipantPlan;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What a step is given.
 *
 * @param acted whether an act of this request was begun before: then a look may use probes that change the node (an intent is stored)
 */
public record Work<A extends Assignment>(MigrationPlan plan, NodeName node, A assignment, RequestId request, Notes notes, boolean acted,
    InstantSource clock) {

  /** The participant it is about; only for steps on participants. */
  public ParticipantPlan participant() {
    return plan.participant(node);
  }

  public <B extends Assignment> Work<B> with(B other) {
    return new Work<>(plan, node, other, request, notes, acted, clock);
  }

  public Instant now() {
    return clock.instant();
  }
}
