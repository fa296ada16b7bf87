// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.world;

import io.cmc.controller.port.NodeTrouble;
import io.cmc.deploy.simulation.time.Entry.Change;
import io.cmc.id.NodeUid;
import io.cmc.proof.ResourceLimits;
import io.cmc.rejection.ProblemCode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A participant: what it stores, and what it forgets when it is restarted. */
public final class ModelParticipant {

  public final String name;
  public final NodeUid uid;
  public final Release release;
  public final boolean enterprise;
  final World world;
  final Map<String, Link> links = new LinkedHashMap<>();
  final Set<String> retrying = new LinkedHashSet<>();
  private final Map<String, Optional<Integer>> seenRates = new LinkedHashMap<>();
  final Duties duties = new Duties();
  final Straggler straggler = new Straggler();
  Stored stored;
  ModelMove moving;
  /** Raised whenever the process ends: whatever belongs to an older one is gone. */
  int life;
  private boolean up = true;
  private Instant upSince;
  private boolean stopped;
  private boolean leftLate;
  /** The backup that its database was last restored from. */
  private String restoredFrom = "";

  /** A connection that is open. */
  static final class Link {
    final ModelDomain domain;
    boolean healthy = true;

    Link(ModelDomain domain) {
      this.domain = domain;
    }
  }

  ModelParticipant(World world, String name, NodeUid uid, Release release, boolean enterprise, ResourceLimits limits) {
    this.world = world;
    this.name = name;
    this.uid = uid;
    this.release = release;
    this.enterprise = enterprise;
    this.stored = new Stored(limits);
    this.upSince = world.agenda.instant();
  }

  public boolean up() {
    return up;
  }

  Instant upSince() {
    return upSince;
  }

  public ResourceLimits limits() {
    return stored.limits;
  }

  public void limits(ResourceLimits next) {
    stored.limits = next;
    world.took(name, Change.LIMITS, next.toString());
  }

  /** Contract ids and where each is active. */
  public Map<String, String> contracts() {
    return stored.contracts;
  }

  public boolean connectedTo(ModelDomain domain) {
    return links.values().stream().anyMatch(l -> l.domain == domain);
  }

  public boolean connectsManually(String alias) {
    return Optional.ofNullable(stored.configs.get(alias)).map(Config::manually).orElse(false);
  }

  /** Whether the domain is one of those that it lists. */
  public boolean isFor(String alias) {
    return stored.configs.containsKey(alias) && stored.configs.get(alias).active();
  }

  public void connectsManually(String alias, boolean manually) {
    stored.configs.computeIfPresent(alias, (a, c) -> c.manually(manually));
  }

  /** Whether its own commands are accepted, as far as it decides that. */
  public boolean open() {
    return up && !zero(stored.limits.maxDirtyRequests()) && !zero(stored.limits.maxRate());
  }

  private static boolean zero(Optional<Integer> limit) {
    return limit.filter(n -> n == 0).isPresent();
  }

  /** The process ends and is started again after so long; calls that it was working on are gone. */
  public void restart(long afterMillis) {
    end();
    world.agenda.light(afterMillis, this::comeUp);
  }

  public void stop() {
    stopped = true;
    end();
  }

  private void end() {
    if (up) world.took(name, Change.DOWN, "");
    up = false;
    life++;
    links.clear();
    retrying.clear();
    duties.cutOff();
    straggler.forget();
    moving = null;
  }

  /** Connects every active domain that is not to be connected by hand. */
  public void start() {
    stopped = false;
    comeUp();
  }

  void comeUp() {
    if (up || stopped) return;
    up = true;
    upSince = world.agenda.instant();
    world.took(name, Change.UP, "");
    for (var config : stored.configs.values().toArray(Config[]::new)) {
      if (config.active() && !config.manually() && !attempt(config.alias())) retryLater(config.alias());
    }
  }

  /** The database as a backup has it, while the process is stopped. */
  void restore(String name, Stored backup) {
    if (up) throw new IllegalStateException(this.name + " is to be stopped before its database is restored");
    stored = backup.copy();
    restoredFrom = name;
    world.took(this.name, Change.RESTORED, name);
  }

  String restoredFrom() {
    return restoredFrom;
  }

  public void connect(String alias) {
    straggler.end();
    var config = Optional.ofNullable(stored.configs.get(alias)).orElseThrow(() -> unknown(alias));
    if (links.containsKey(alias)) return;
    if (!config.active()) {
      var code = config.status() == Config.Status.INACTIVE ? ProblemCode.NODE_REFUSED : ProblemCode.HALF_MOVED;
      throw Refusals.refused(code, alias + " has status " + config.status() + " and can therefore not be connected to");
    }
    if (!world.domain(config.domain()).up()) throw Refusals.later(ProblemCode.NODE_REFUSED, "cannot connect to domain " + alias);
    retrying.remove(alias);
    join(alias, world.domain(config.domain()));
  }

  void join(String alias, ModelDomain domain) {
    leftLate = false;
    links.put(alias, new Link(domain));
    domain.known.add(uid.value());
    seesRate(domain);
    var thisLife = life;
    world.agenda.light(world.chance.between(30, 1500), () -> {
      if (life == thisLife && connectedTo(domain)) catchUp(domain);
    });
    world.took(name, Change.CONNECTED, domain.id);
  }

  private boolean attempt(String alias) {
    try {
      connect(alias);
      return true;
    } catch (NodeTrouble notNow) {
      return false;
    }
  }

  private void retryLater(String alias) {
    retrying.add(alias);
    var thisLife = life;
    world.agenda.light(world.chance.between(1000, 6000), () -> {
      if (life == thisLife && retrying.contains(alias) && !attempt(alias)) retryLater(alias);
    });
  }

  public void disconnect(String alias) {
    straggler.end();
    if (!stored.configs.containsKey(alias)) throw unknown(alias);
    retrying.remove(alias);
    leave(alias);
  }

  /** What its caller had long given up is done now. */
  void late(Runnable effect) {
    world.tape.say("a call that timed out takes effect at " + name);
    var before = links.size();
    effect.run();
    leftLate |= links.size() < before;
  }

  /** Whether it is off a domain by a call that its caller had given up, and was connected nowhere since. */
  public boolean leftLate() {
    return leftLate;
  }

  void leave(String alias) {
    var link = links.remove(alias);
    if (link != null) world.took(name, Change.DISCONNECTED, link.domain.id);
  }

  private NodeTrouble unknown(String alias) {
    return Refusals.refused(ProblemCode.SOURCE_UNKNOWN, alias + " is unknown to " + name);
  }

  /** Everything that the domain decided is processed, in order. */
  void catchUp(ModelDomain domain) {
    var head = stored.heads.getOrDefault(domain.id, 0);
    domain.decided.subList(head, domain.decided.size()).forEach(this::process);
    stored.heads.put(domain.id, domain.decided.size());
    stored.submissions.removeIf(t -> t.domain == domain && t.sequencedBefore < world.agenda.now() && !stored.dirty.contains(t));
  }

  private void process(Transaction t) {
    stored.submissions.remove(t);
    stored.dirty.remove(t);
    if (!t.committed || !t.stakeholders.contains(name)) return;
    if (t.archives) stored.contracts.remove(t.contract);
    else stored.contracts.put(t.contract, t.domain.id);
  }

  /** The domain's rate as it sees it, which comes a little later than it is set. */
  Optional<Integer> seenRate(ModelDomain domain) {
    return seenRates.getOrDefault(domain.id, domain.rate());
  }

  void seesRate(ModelDomain domain) {
    seenRates.put(domain.id, domain.rate());
  }
}
