// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import io.cmc.id.MigrationId;
import io.cmc.journey.Assignment;
import io.cmc.journey.StepName;
import io.cmc.id.NodeName;
import io.cmc.plan.MigrationPlan;
import java.util.EnumSet;
import java.util.Set;

/** Which lane a piece of work goes in; a lane bounds how many run at once, over all instances. */
final class Lanes {

  private static final Set<StepName> ON_THE_SERVER = EnumSet.of(StepName.BACK_UP, StepName.PROVE_BACKUP, StepName.RESTORE_DATABASE);

  private static final Set<StepName> SILENT = EnumSet.of(StepName.BACK_UP, StepName.PROVE_BACKUP, StepName.RESTORE_DATABASE,
      StepName.STOP_PARTICIPANT, StepName.START_PARTICIPANT);

  private Lanes() {}

  /** Whether a step does not talk to the node, or waits for it to come or go. */
  static boolean expectsSilence(StepName step) {
    return SILENT.contains(step);
  }

  /** Backups, their proofs and restores share a lane for each database host, across migrations; everything else one for each migration. */
  static Lane step(MigrationPlan plan, NodeName node, Assignment assignment) {
    if (ON_THE_SERVER.contains(assignment.step()) && !node.isDomains()) {
      var host = plan.participant(node).database().map(d -> d.host() + ":" + d.port());
      if (host.isPresent()) return new Lane("backup@" + host.get(), "", plan.pace().backupsPerHost());
    }
    return new Lane(main(plan.migration()), plan.migration().value(), plan.pace().parallel());
  }

  /** Where all steps begin that have no lane of their own. */
  static String main(MigrationId migration) {
    return "step:" + migration;
  }

  /**
   * For nodes that were silent or failed when they were last worked on. It has as many places of its own, so that however many hang,
   * they take none from the others.
   */
  static Lane beside(MigrationPlan plan) {
    return new Lane("beside:" + plan.migration(), plan.migration().value(), plan.pace().parallel());
  }

  static Lane fanOut(MigrationId migration) {
    return new Lane("fan-out:" + migration, migration.value(), 4);
  }

  static Lane compare(MigrationId migration) {
    return new Lane("compare:" + migration, migration.value(), 16);
  }

  static Lane watch(MigrationId migration) {
    return new Lane("watch:" + migration, migration.value(), 1);
  }

  /** One at a time, so that one report takes all that came in meanwhile. */
  static Lane fanIn(MigrationId migration) {
    return new Lane("fan-in:" + migration, migration.value(), 1);
  }
}
