// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import io.cmc.controller.port.Backups;
import io.cmc.controller.secrecy.SecretReader;
import io.cmc.plan.BackupStrategy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The ways to back up a database. */
public final class BackupStrategies {

  private static final Duration LOCK_WAIT = Duration.ofSeconds(10);

  private BackupStrategies() {}

  /**
   * One for each strategy; any number of threads may use them, each may block for hours, and interrupting one ends its backup and
   * leaves nothing of it.
   *
   * @param folder for dumps of plans that name none
   * @param tools folder of pg_dump and pg_restore; empty: they are looked for on the PATH, each time anew
   */
  public static Map<BackupStrategy, Backups> of(SecretReader secrets, Path folder, Optional<Path> tools, ToolRunner runner) {
    var login = new DatabaseLogin(secrets);
    var all = new EnumMap<BackupStrategy, Backups>(BackupStrategy.class);
    for (var strategy : BackupStrategy.values()) {
      all.put(strategy, switch (strategy) {
        case PG_DUMP -> new DumpBackups(login, new DumpTools(tools, runner), Room.ofDisk(), folder);
        case TEMPLATE_COPY -> new TemplateCopies(login, LOCK_WAIT);
        case CONFIRM -> new ElsewhereBackups(login);
      });
    }
    return Map.copyOf(all);
  }
}
