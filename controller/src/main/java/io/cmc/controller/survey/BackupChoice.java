// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.survey;

import io.cmc.controller.port.Backups;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.Database;
import io.cmc.plan.MigrationPlan;
import io.cmc.rejection.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How each database is backed up: as the draft says, else by pg_dump where that works as far as one can tell, else by somebody else.
 * A template copy cuts sessions and so is never chosen here.
 */
record BackupChoice(Map<BackupStrategy, Backups> backups, Findings findings) {

  /** @param plan everything but the strategies */
  BackupStrategy resolve(MigrationPlan plan, String node, Optional<Database> database, Optional<BackupStrategy> drafted) {
    if (drafted.isPresent()) return drafted.get();
    if (database.isEmpty()) return byOthers(node, "no database is named");
    if (!backups.containsKey(BackupStrategy.PG_DUMP)) return byOthers(node, "this service cannot dump");
    var against = against(plan, database.get());
    return against.isEmpty() ? BackupStrategy.PG_DUMP : byOthers(node, against.getFirst());
  }

  private List<String> against(MigrationPlan plan, Database database) {
    try {
      return backups.get(BackupStrategy.PG_DUMP).check(plan, database).stream().filter(Finding::blocks)
          .map(finding -> finding.problem().sentence()).toList();
    } catch (NodeTrouble trouble) {
      return List.of(trouble.problem().sentence());
    }
  }

  private BackupStrategy byOthers(String node, String why) {
    findings.note("backup-strategy", "a way to back up " + node, BackupStrategy.CONFIRM + ": " + why);
    return BackupStrategy.CONFIRM;
  }
}
