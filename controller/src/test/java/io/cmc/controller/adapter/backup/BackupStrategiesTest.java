// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cmc.controller.port.Backups;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.plan.BackupStrategy;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("sessions of backups")
class BackupStrategiesTest {

  final Path folder = Path.of("unused");
  final Map<BackupStrategy, Backups> all =
      BackupStrategies.of(Scene.SECRETS, folder, Optional.empty(), ToolRunner.childProcesses());

  @Test void there_is_one_for_each_strategy() {
    assertThat(all).containsOnlyKeys(BackupStrategy.values());
  }

  @Test void a_backup_that_somebody_else_takes_is_left_to_them() {
    var confirmed = all.get(BackupStrategy.CONFIRM);
    var nowhere = Scene.named("nowhere");

    assertThat(confirmed.check(Scene.plan(folder), nowhere)).isEmpty();
    assertThat(confirmed.find(Scene.plan(folder), nowhere, "m-alfa")).isEmpty();
    assertThat(catchThrowableOfType(NodeTrouble.class, () -> confirmed.take(Scene.plan(folder), nowhere, "m-alfa")).kind())
        .isEqualTo(Kind.PERMANENT);
  }
}
