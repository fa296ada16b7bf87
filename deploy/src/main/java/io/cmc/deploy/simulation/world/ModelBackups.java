// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.world;

import io.cmc.controller.port.Backups;
import io.cmc.controller.port.Fence;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.deploy.simulation.time.Entry;
import io.cmc.deploy.simulation.world.Client.Mishap;
import io.cmc.deploy.simulation.world.Snapshots.Snapshot;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.Database;
import io.cmc.plan.MigrationPlan;
import io.cmc.proof.BackupProof;
import io.cmc.proof.RestoreProof;
import io.cmc.rejection.Finding;
import io.cmc.rejection.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The port to the model's backups for one client. A backup that its client did not live to see finished may be finished or not. */
public final class ModelBackups implements Backups {

  private final World world;
  private final Client client;
  private final BackupStrategy strategy;

  public ModelBackups(World world, Client client, BackupStrategy strategy) {
    this.world = world;
    this.client = client;
    this.strategy = strategy;
  }

  @Override public List<Finding> check(MigrationPlan plan, Database database) {
    client.before(Effect.READ, database.name(), "check");
    client.takes(world.latency());
    client.after(Effect.READ);
    return List.of();
  }

  @Override public Optional<BackupProof> find(MigrationPlan plan, Database database, String name) {
    var mishap = client.before(Effect.READ, database.name(), "find");
    client.takes(world.latency());
    if (mishap != Mishap.NONE) throw trouble();
    world.tape.add(new Entry.Looked(database.name(), "find"));
    client.after(Effect.READ);
    return world.snapshots.find(name).map(this::proof);
  }

  public BackupProof proof(Snapshot snapshot) {
    return new BackupProof(strategy, snapshot.name(), 4711, "5eed", Duration.ofMillis(snapshot.took()), Instant.ofEpochMilli(snapshot.at()), 7);
  }

  @Override public void take(MigrationPlan plan, Database database, String name) {
    var sent = Sent.now(world.agenda);
    var mishap = client.before(Effect.CHANGE, database.name(), "take");
    sent.mustBeFresh();
    if (mishap == Mishap.NOT_SENT) throw trouble();
    world.tape.add(new Entry.Called(database.name(), "take", name, client.caller()));
    if (world.snapshots.find(name).isPresent()) return;
    var millis = world.chance.between(300, 40_000);
    var mark = world.snapshots.begin(name);
    var snapshot = world.snapshots.of(name, database.name(), millis);
    var done = new boolean[1];
    var ends = mishap != Mishap.NODE_DIES_BEFORE;
    world.agenda.light(millis, () -> done[0] = ends && world.snapshots.finish(name, mark, snapshot));
    client.takes(millis + 1);
    if (!done[0] || mishap != Mishap.NONE) throw trouble();
    client.after(Effect.CHANGE);
  }

  @Override public List<Finding> checkRestore(MigrationPlan plan, Database database) {
    return List.of();
  }

  @Override public RestoreProof prove(MigrationPlan plan, Database database, String name) {
    called(database, "prove", name);
    client.takes(world.chance.between(300, 60_000));
    if (world.snapshots.find(name).isEmpty()) throw Refusals.refused(ProblemCode.BACKUP_UNFIT, "no backup " + name);
    client.after(Effect.CHANGE);
    return new RestoreProof(name + "-scratch", 7, 4711, Duration.ofSeconds(1), world.agenda.instant());
  }

  @Override public boolean restored(MigrationPlan plan, Database database, String name) {
    return read(database, "restored", () -> node(database).restoredFrom().equals(name));
  }

  /** Made beside the database, which stays as it is until the one moment in which it is replaced. Who dies before it changed nothing. */
  @Override public void restore(MigrationPlan plan, Database database, String name) {
    called(database, "restore", name);
    mayBeReplaced(database, name);
    client.takes(world.chance.between(300, 90_000));
    Fence.pass();
    mayBeReplaced(database, name);
    world.tape.add(new Entry.Called(database.name(), "replace", name, client.caller()));
    world.snapshots.restore(node(database), world.snapshots.find(name).orElseThrow());
    client.after(Effect.CHANGE);
  }

  private void mayBeReplaced(Database database, String name) {
    if (node(database).up()) throw Refusals.refused(ProblemCode.NODE_STILL_RUNS, "sessions in " + database.name());
    if (world.snapshots.find(name).isEmpty()) throw Refusals.refused(ProblemCode.BACKUP_UNFIT, "no backup " + name);
  }

  /** Whoever calls has passed the fence. */
  private void called(Database database, String what, String name) {
    var sent = Sent.now(world.agenda);
    var mishap = client.before(Effect.CHANGE, database.name(), what);
    sent.mustBeFresh();
    if (mishap == Mishap.NOT_SENT) throw trouble();
    world.tape.add(new Entry.Called(database.name(), what, name, client.caller()));
    if (mishap != Mishap.NONE) throw trouble();
  }

  @Override public List<String> sessions(MigrationPlan plan, Database database) {
    return read(database, "sessions", () -> node(database).up() ? List.of("canton (participant)") : List.of());
  }

  private <T> T read(Database database, String what, Supplier<T> answer) {
    var mishap = client.before(Effect.READ, database.name(), what);
    client.takes(world.latency());
    if (mishap != Mishap.NONE) throw trouble();
    world.tape.add(new Entry.Looked(database.name(), what));
    var read = answer.get();
    client.after(Effect.READ);
    return read;
  }

  private ModelParticipant node(Database database) {
    return world.participant(database.name());
  }

  private static NodeTrouble trouble() {
    return Refusals.later(ProblemCode.DATABASE_UNREACHABLE, "the connection to the database was lost");
  }
}
