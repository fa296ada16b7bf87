// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Backups;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.Database;
import io.cmc.plan.MigrationPlan;
import io.cmc.proof.BackupProof;
import io.cmc.rejection.Finding;
import io.cmc.rejection.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Backups by name; taking one is in the network's journal. */
public final class FakeBackups implements Backups {

  private final FakeNetwork network;

  public final List<Finding> against = new ArrayList<>();
  public final Map<String, BackupProof> taken = new LinkedHashMap<>();
  public boolean works = true;

  public FakeBackups(FakeNetwork network) {
    this.network = network;
  }

  @Override public List<Finding> check(MigrationPlan plan, Database database) {
    return network.read("backup", "check", () -> List.copyOf(against));
  }

  @Override public Optional<BackupProof> find(MigrationPlan plan, Database database, String name) {
    return network.read("backup", "find", () -> Optional.ofNullable(taken.get(name)));
  }

  @Override public void take(MigrationPlan plan, Database database, String name) {
    network.change("backup", "take", database.name() + " as " + name, () -> {
      if (!works) throw FakeNetwork.trouble(NodeTrouble.Kind.PERMANENT, ProblemCode.SPACE_SHORT);
      taken.put(name, new BackupProof(BackupStrategy.PG_DUMP, name, 10, "ab", Duration.ofSeconds(1), Instant.EPOCH, 7));
    });
  }
}
