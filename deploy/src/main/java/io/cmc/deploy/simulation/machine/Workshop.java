// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.machine;

import io.cmc.controller.port.Attendant;
import io.cmc.controller.port.Backups;
import io.cmc.controller.port.Gatekeeper;
import io.cmc.controller.port.Nodes;
import io.cmc.controller.step.Step;
import io.cmc.controller.step.Steps;
import io.cmc.controller.step.Together;
import io.cmc.journey.Assignment;
import io.cmc.plan.BackupStrategy;
import java.util.Map;

/** Makes the steps of an instance when it starts; what they remember ends with it. */
public interface Workshop {

  Workshop REAL = (nodes, backups, attendant, hooks) -> new Steps(nodes, backups, attendant, hooks, new Together(1))::of;

  StepBook open(Nodes nodes, Map<BackupStrategy, Backups> backups, Attendant attendant, Gatekeeper hooks);

  /** The step for an assignment. */
  interface StepBook {
    <A extends Assignment> Step<A> of(A assignment);
  }
}
