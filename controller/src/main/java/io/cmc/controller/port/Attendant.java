// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.port;

import io.cmc.plan.MigrationPlan;
import io.cmc.plan.ParticipantPlan;

/**
 * Stops and starts the processes of participants, which no API of theirs does. What it says is a hint: whether the process runs is
 * looked at on the node. Throws {@link NodeTrouble} and nothing else; where it can do nothing, a person does it.
 */
public interface Attendant {

  /** Where people do all of it. */
  Attendant NOBODY = new Nobody();

  boolean canStop();

  boolean canStart();

  /** Blocks until the process was asked to stop; may be repeated, also when it does not run. Only where {@link #canStop}. */
  void stop(MigrationPlan plan, ParticipantPlan participant);

  /** Blocks until the process was asked to start; may be repeated, also when it runs. Only where {@link #canStart}. */
  void start(MigrationPlan plan, ParticipantPlan participant);
}
