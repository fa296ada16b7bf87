// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.port;

import io.cmc.plan.MigrationPlan;
import io.cmc.plan.ParticipantPlan;

/** Stops and starts nothing. */
final class Nobody implements Attendant {

  @Override public boolean canStop() {
    return false;
  }

  @Override public boolean canStart() {
    return false;
  }

  @Override public void stop(MigrationPlan plan, ParticipantPlan participant) {
    throw new IllegalStateException("nobody is there to stop " + participant.name());
  }

  @Override public void start(MigrationPlan plan, ParticipantPlan participant) {
    throw new IllegalStateException("nobody is there to start " + participant.name());
  }
}
