// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import io.cmc.id.MigrationId;
import io.cmc.journey.Assignment;
import io.cmc.journey.StepName;
import io.cmc.id.NodeName;
import io.cmc.plan.MigrationPlan;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

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
  static Lane step(MigrationId migration, NodeName node, Assignment assignment, Function<MigrationId, MigrationPlan> plans) {
    var shared = ON_THE_SERVER.contains(assignment.step()) && !node.isDomains() ? backups(plans.apply(migration), node) : Optional.<Lane>empty();
    return shared.orElseGet(() -> Lane.asPlanned(main(migration), migration.value()));
  }

  private static Optional<Lane> backups(MigrationPlan plan, NodeName node) {
    return plan.participant(node).database().map(d -> new Lane("backup@" + d.host() + ":" + d.port(), "", plan.pace().backupsPerHost()));
  }

  /** Where all steps begin that have no lane of their own. */
  static String main(MigrationId migration) {
    return "step:" + migration;
  }

  /**
   * For nodes that were silent or failed when they were last worked on. It has as many places of its own, so that however many hang,
   * they take none from the others.
   */
  static Lane beside(MigrationId migration) {
    return Lane.asPlanned("beside:" + migration, migration.value());
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
