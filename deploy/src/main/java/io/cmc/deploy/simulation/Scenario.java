// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation;

import io.cmc.access.Role;
import io.cmc.approval.ApprovalTerms;
import io.cmc.approval.Gate;
import io.cmc.approval.Rule;
import io.cmc.approval.Scope;
import io.cmc.deploy.simulation.people.Operator;
import io.cmc.deploy.simulation.time.Chance;
import io.cmc.deploy.simulation.world.ModelDomain;
import io.cmc.deploy.simulation.world.Release;
import io.cmc.deploy.simulation.world.World;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.NodeUid;
import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import io.cmc.journey.Phase;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.Database;
import io.cmc.plan.Endpoint;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.Pace;
import io.cmc.plan.ParticipantPlan;
import io.cmc.plan.SourceDomain;
import io.cmc.plan.TargetDomain;
import io.cmc.plan.Terms;
import io.cmc.plan.Verification;
import io.cmc.proof.ResourceLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A network and a plan that fits it, both drawn by chance: what a person would have planned for it. */
final class Scenario {

  static final String SOURCE = "olddomain";
  static final String TARGET = "newdomain-1";
  private static final String FINGERPRINT = "1220" + "ab".repeat(32);
  private static final List<String> NAMES = List.of("alfa", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel");

  private final Chance chance;
  private final World world;
  private final ModelDomain source;
  private final ModelDomain target;
  private final ClosingStrategy closing;
  private final List<ParticipantPlan> participants = new ArrayList<>();

  /** @param participants empty: one to eight, few more often than many */
  Scenario(Chance chance, World world, Optional<Integer> participants) {
    this.chance = chance;
    this.world = world;
    this.closing = chance.of(List.of(ClosingStrategy.values()));
    this.source = world.add(domain(SOURCE, closing == ClosingStrategy.DOMAIN_RATE || chance.nextBoolean() ? 4 : 3));
    this.target = world.add(domain("newdomain", 5));
    var release = chance.of(List.of(Release.values()));
    var enterprise = closing == ClosingStrategy.PARTICIPANT_LIMITS || chance.nextBoolean();
    for (int i = 0; i < participants.orElseGet(() -> Math.min(chance.between(1, 8), chance.between(1, 8))); i++) add(NAMES.get(i), release, enterprise);
    contracts();
  }

  ModelDomain source() {
    return source;
  }

  ModelDomain target() {
    return target;
  }

  private ModelDomain domain(String name, int version) {
    var timeouts = List.of(seconds(5, 30), seconds(5, 30), seconds(10, 60));
    var rate = version < 4 ? Optional.<Integer>empty() : Optional.of(chance.between(100, 1_000_000));
    return new ModelDomain(name + "::" + FINGERPRINT, version, timeouts, rate, chance.between(-120_000, 120_000));
  }

  private Duration seconds(int least, int most) {
    return Duration.ofSeconds(chance.between(least, most));
  }

  private void add(String name, Release release, boolean enterprise) {
    var uid = new NodeUid(name + "::" + FINGERPRINT);
    var mine = chance.oneIn(5) ? chance.of(List.of(Release.values())) : release;
    var node = world.add(name, uid, mine, enterprise, enterprise ? limits() : new ResourceLimits(Optional.of(100), Optional.empty(), 0.5));
    world.join(node, SOURCE, source, chance.oneIn(5));
    var backup = chance.of(List.of(BackupStrategy.values()));
    participants.add(new ParticipantPlan(new NodeName(name), uid, "team", endpoint(name), chance.oneIn(6) ? Optional.empty() : Optional.of(endpoint(name)),
        backup == BackupStrategy.CONFIRM ? Optional.empty() : Optional.of(database(name)), backup));
  }

  private ResourceLimits limits() {
    return new ResourceLimits(limit(), limit(), chance.between(1, 20) / 10.0);
  }

  private Optional<Integer> limit() {
    return chance.oneIn(3) ? Optional.empty() : Optional.of(chance.between(1, 5) * 101);
  }

  private static Endpoint endpoint(String host) {
    return new Endpoint(host, 5006, Optional.empty(), Optional.empty());
  }

  private static Database database(String name) {
    return new Database("db.example", 5432, name, "canton", Optional.empty());
  }

  private void contracts() {
    for (int i = chance.between(0, 4 * participants.size()); i > 0; i--) {
      var whose = new TreeSet<String>(Set.of(chance.of(participants).name().value()));
      participants.stream().filter(p -> chance.oneIn(3)).forEach(p -> whose.add(p.name().value()));
      world.traffic.contract(whose, source);
    }
  }

  /** What people are asked is drawn last. */
  MigrationPlan plan() {
    var plan = unasked();
    return chance.oneIn(4) ? plan.on(plan.terms().asking(asking())) : plan;
  }

  private ApprovalTerms asking() {
    var rules = Stream.of(Gate.values()).filter(g -> chance.oneIn(2)).map(this::rule).toList();
    return new ApprovalTerms(rules.isEmpty() ? List.of(rule(Gate.PNR_1)) : rules, chance.oneIn(3), chance.oneIn(3), Duration.ofHours(1), Optional.empty());
  }

  private Rule rule(Gate gate) {
    return new Rule(gate, chance.between(1, 2), Role.APPROVER, chance.oneIn(3) ? Scope.EACH_TEAM : Scope.ALL_TEAMS, Duration.ofMinutes(chance.between(10, 240)));
  }

  private MigrationPlan unasked() {
    var admins = closing == ClosingStrategy.DOMAIN_RATE || chance.nextBoolean();
    var sourceBackup = chance.of(List.of(BackupStrategy.values()));
    var from = new SourceDomain(new SynchronizerAlias(SOURCE), new SynchronizerId(source.id), source.version,
        admins || chance.nextBoolean() ? Optional.of(endpoint(source.admin)) : Optional.empty(),
        chance.nextBoolean() ? Optional.of(database(source.admin)) : Optional.empty(), sourceBackup);
    var to = new TargetDomain(new SynchronizerAlias(TARGET), new SynchronizerId(target.id), target.version, List.of(target.url), Optional.empty(),
        admins ? Optional.of(endpoint(target.admin)) : Optional.empty());
    var legal = sourceBackup == BackupStrategy.CONFIRM || from.database().isPresent() ? from
        : new SourceDomain(from.alias(), from.id(), from.protocolVersion(), from.admin(), from.database(), BackupStrategy.CONFIRM);
    return new MigrationPlan(new MigrationId("sim"), legal, to, participants, closing, Verification.DEFAULT, gates(), pace(), soak(), Optional.empty(),
        chance.oneIn(4)).on(new Terms(Optional.empty(), Set.of(Operator.WAIVABLE), chance.oneIn(3)));
  }

  private Set<Phase> gates() {
    var gates = new TreeSet<Phase>();
    for (var phase : List.of(Phase.DRAIN, Phase.BACK_UP, Phase.MOVE_CONTRACTS, Phase.VERIFY, Phase.RETIRE)) if (chance.oneIn(5)) gates.add(phase);
    return gates;
  }

  private Pace pace() {
    return new Pace(chance.oneIn(3) ? chance.between(1, 4) : 32, chance.between(1, 2), 1, chance.between(3, 6), Duration.ofMinutes(30),
        Duration.ofMinutes(30));
  }

  private Duration soak() {
    return chance.oneIn(3) ? Duration.ofMinutes(chance.between(1, 30)) : Duration.ZERO;
  }
}
