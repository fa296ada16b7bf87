// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.hook;

import io.cmc.controller.port.Attendant;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.ParticipantPlan;

/** Stops and starts by a hook each, where there is one. */
record HookAttendant(Hook stop, Hook start) implements Attendant {

  @Override public boolean canStop() {
    return stop.isThere();
  }

  @Override public boolean canStart() {
    return start.isThere();
  }

  @Override public void stop(MigrationPlan plan, ParticipantPlan participant) {
    stop.run(plan.migration(), participant.name());
  }

  @Override public void start(MigrationPlan plan, ParticipantPlan participant) {
    start.run(plan.migration(), participant.name());
  }
}
