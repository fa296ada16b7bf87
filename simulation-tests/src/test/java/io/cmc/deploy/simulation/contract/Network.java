// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.contract;

import io.cmc.deploy.simulation.time.Agenda;
import io.cmc.deploy.simulation.time.Tape;
import io.cmc.deploy.simulation.world.ModelDomain;
import io.cmc.deploy.simulation.world.World;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.NodeUid;
import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.Database;
import io.cmc.plan.Endpoint;
import io.cmc.plan.GateHooks;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.ParticipantPlan;
import io.cmc.plan.SourceDomain;
import io.cmc.plan.TargetDomain;
import io.cmc.plan.Terms;
import io.cmc.plan.Verification;
import io.cmc.proof.ResourceLimits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes the world of a setting, each time the same, and the plan for it. */
final class Network {

  static final String WAIVABLE = "source-connected";
  private static final String SOURCE = "olddomain";
  private static final String TARGET = "newdomain-1";
  private static final ResourceLimits FIXED = new ResourceLimits(Optional.of(100), Optional.empty(), 0.5);

  private final String migration;
  private final Setting setting;
  /** Of this migration's own, so that its participants are in no other. */
  private final String fingerprint;

  Network(String migration, Setting setting) {
    this.migration = migration;
    this.setting = setting;
    this.fingerprint = "1220" + "%08x".formatted(migration.hashCode()).repeat(8);
  }

  World world(Agenda agenda, Tape tape) {
    var world = new World(agenda, new Still(), tape);
    var source = world.add(domain(SOURCE, 4, 5_000));
    world.add(domain("newdomain", 5, -3_000));
    world.hooks(setting.hooks());
    setting.members().forEach(m -> world.join(world.add(m.name(), uid(m), m.release(), true, limits(m)), SOURCE, source, m.manually()));
    setting.members().forEach(m -> world.traffic.contract(new java.util.TreeSet<>(List.of(m.name(), setting.members().getFirst().name())), source));
    return world;
  }

  private ModelDomain domain(String name, int version, long ahead) {
    var timeouts = List.of(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(10));
    return new ModelDomain(id(name), version, timeouts, Optional.of(1_000), ahead);
  }

  private String id(String name) {
    return name + "::" + fingerprint;
  }

  private NodeUid uid(Setting.Member m) {
    return new NodeUid(id(m.name()));
  }

  /** One has none. */
  private ResourceLimits limits(Setting.Member m) {
    if (setting.closing() != ClosingStrategy.PARTICIPANT_LIMITS) return FIXED;
    return m.equals(setting.members().getFirst()) ? new ResourceLimits(Optional.empty(), Optional.empty(), 0.5)
        : new ResourceLimits(Optional.of(303), Optional.of(101), 1.5);
  }

  MigrationPlan plan() {
    var byRate = setting.closing() == ClosingStrategy.DOMAIN_RATE;
    var admin = byRate ? Optional.of(endpoint(SOURCE)) : Optional.<Endpoint>empty();
    var database = setting.longs().sourceBackup() ? Optional.of(database(SOURCE)) : Optional.<Database>empty();
    var source = new SourceDomain(new SynchronizerAlias(SOURCE), new SynchronizerId(id(SOURCE)), 4, admin, database,
        setting.longs().sourceBackup() ? BackupStrategy.PG_DUMP : BackupStrategy.CONFIRM);
    var target = new TargetDomain(new SynchronizerAlias(TARGET), new SynchronizerId(id("newdomain")), 5, List.of("http://newdomain:5001"),
        Optional.empty(), byRate ? Optional.of(endpoint("newdomain")) : Optional.empty());
    return new MigrationPlan(new MigrationId(migration), source, target, setting.members().stream().map(this::participant).toList(),
        setting.closing(), Verification.DEFAULT, setting.gates(), setting.pace(), setting.longs().soak(), Optional.empty(),
        setting.longs().keepSource()).on(new Terms(Optional.empty(), Set.of(WAIVABLE), setting.longs().proveBackups())
            .asking(new GateHooks(setting.asked().stream().map(gate -> new GateHooks.At(gate, "changes")).toList())));
  }

  private ParticipantPlan participant(Setting.Member m) {
    var database = m.backup() == BackupStrategy.CONFIRM ? Optional.<Database>empty() : Optional.of(database(m.name()));
    return new ParticipantPlan(new NodeName(m.name()), uid(m), "team", endpoint(m.name()), Optional.of(endpoint(m.name())), database, m.backup());
  }

  private static Endpoint endpoint(String host) {
    return new Endpoint(host, 5006, Optional.empty(), Optional.empty());
  }

  private static Database database(String name) {
    return new Database("db.example", 5432, name, "canton", Optional.empty());
  }
}
