// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Backups;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.Database;
import io.cmc.plan.MigrationPlan;
import io.cmc.proof.BackupProof;
import io.cmc.proof.RestoreProof;
import io.cmc.rejection.Finding;
import io.cmc.rejection.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Backups by name; taking and restoring one is in the network's journal. */
public final class FakeBackups implements Backups {

  private final FakeNetwork network;

  public final List<Finding> against = new ArrayList<>();
  public final Map<String, BackupProof> taken = new LinkedHashMap<>();
  /** Name of the backup by name of the database. */
  public final Map<String, String> restored = new LinkedHashMap<>();
  /** Who is connected, by name of the database. */
  public final Map<String, List<String>> sessions = new LinkedHashMap<>();
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

  @Override public List<Finding> checkRestore(MigrationPlan plan, Database database) {
    return network.read("backup", "checkRestore", () -> List.copyOf(against));
  }

  @Override public RestoreProof prove(MigrationPlan plan, Database database, String name) {
    var proof = new RestoreProof("scratch-" + name, 3, 70, Duration.ofSeconds(1), Instant.EPOCH);
    network.change("backup", "prove", name, () -> mustBeThere(name));
    return proof;
  }

  @Override public boolean restored(MigrationPlan plan, Database database, String name) {
    return network.read("backup", "restored", () -> name.equals(restored.get(database.name())));
  }

  @Override public void restore(MigrationPlan plan, Database database, String name) {
    network.change("backup", "restore", database.name() + " from " + name, () -> {
      mustBeThere(name);
      if (!in(database).isEmpty()) throw FakeNetwork.trouble(NodeTrouble.Kind.PERMANENT, ProblemCode.NODE_STILL_RUNS);
      restored.put(database.name(), name);
    });
  }

  @Override public List<String> sessions(MigrationPlan plan, Database database) {
    return network.read("backup", "sessions", () -> in(database));
  }

  private void mustBeThere(String name) {
    if (!taken.containsKey(name)) throw FakeNetwork.trouble(NodeTrouble.Kind.PERMANENT, ProblemCode.BACKUP_UNFIT);
  }

  private List<String> in(Database database) {
    return sessions.getOrDefault(database.name(), List.of());
  }
}
