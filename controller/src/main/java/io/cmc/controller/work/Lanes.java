// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import io.cmc.id.MigrationId;
import io.cmc.journey.Assignment;
import io.cmc.journey.StepName;
import io.cmc.id.NodeName;
import io.cmc.plan.MigrationPlan;

/** Which lane a piece of work goes in; a lane bounds how many run at once, over all instances. */
final class Lanes {

  private final WorkTable work;

  Lanes(WorkTable work) {
    this.work = work;
  }

  /** Backups share a lane for each database host, across migrations; everything else one for each migration. */
  String step(MigrationPlan plan, NodeName node, Assignment assignment) {
    if (assignment.step() == StepName.BACK_UP && !node.isDomains()) {
      var host = plan.participant(node).database().map(d -> d.host() + ":" + d.port());
      if (host.isPresent()) return lane("backup@" + host.get(), "", plan.pace().backupsPerHost());
    }
    return lane("step:" + plan.migration(), plan.migration().value(), plan.pace().parallel());
  }

  String fanOut(MigrationId migration) {
    return lane("fan-out:" + migration, migration.value(), 4);
  }

  String compare(MigrationId migration) {
    return lane("compare:" + migration, migration.value(), 16);
  }

  String watch(MigrationId migration) {
    return lane("watch:" + migration, migration.value(), 1);
  }

  /** One at a time, so that one report takes all that came in meanwhile. */
  String fanIn(MigrationId migration) {
    return lane("fan-in:" + migration, migration.value(), 1);
  }

  private String lane(String name, String migration, int limit) {
    work.lane(name, migration, limit);
    return name;
  }
}
