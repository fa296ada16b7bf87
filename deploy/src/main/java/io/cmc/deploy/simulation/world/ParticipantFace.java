// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.world;

import io.cmc.controller.port.ParticipantNode;
import io.cmc.id.NodeUid;
import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import io.cmc.plan.TargetDomain;
import io.cmc.proof.ResourceLimits;
import io.cmc.rejection.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A participant's admin API. */
final class ParticipantFace implements ParticipantNode {

  private final World world;
  private final ModelParticipant node;
  private final Client client;
  private final Line line;

  ParticipantFace(World world, ModelParticipant node, Client client) {
    this.world = world;
    this.node = node;
    this.client = client;
    this.line = new Line(client, node);
  }

  @Override public NodeFacts facts() {
    return line.read("facts", () -> new NodeFacts(node.uid, true, node.release.told, node.release.versions, 0));
  }

  @Override public Duration uptime() {
    return line.read("uptime", () -> Duration.between(node.upSince(), world.agenda.instant()));
  }

  @Override public ResourceLimits limits() {
    return line.read("limits", node::limits);
  }

  @Override public void setLimits(ResourceLimits limits) {
    line.change("setLimits", text(limits), 0, () -> {
      if (!node.enterprise) throw Refusals.refused(ProblemCode.LIMITS_NOT_SETTABLE, "UNIMPLEMENTED: Community edition");
      node.limits(limits);
    });
  }

  private static String text(ResourceLimits limits) {
    return limits.maxDirtyRequests().map(String::valueOf).orElse("none") + "/" + limits.maxRate().map(String::valueOf).orElse("none") + "/"
        + limits.maxBurstFactor();
  }

  @Override public List<Connected> connected() {
    return line.read("connected", () -> node.links.entrySet().stream()
        .map(l -> new Connected(new SynchronizerAlias(l.getKey()), new SynchronizerId(l.getValue().domain.id), l.getValue().healthy)).toList());
  }

  @Override public List<Configured> configured() {
    return line.read("configured", () -> node.stored.configs.values().stream().filter(Config::active)
        .map(c -> new Configured(new SynchronizerAlias(c.alias()), c.manually(), node.links.containsKey(c.alias()), c.sequencers())).toList());
  }

  @Override public void connect(SynchronizerAlias alias) {
    line.change("connect", alias.value(), world.chance.between(50, 3_000), () -> node.connect(alias.value()));
  }

  @Override public void disconnect(SynchronizerAlias alias) {
    line.change("disconnect", alias.value(), world.chance.between(5, 800), () -> node.disconnect(alias.value()));
  }

  @Override public void setConnectsManually(SynchronizerAlias alias, boolean manually) {
    if (!line.read("configured", () -> node.stored.configs.containsKey(alias.value()) && node.stored.configs.get(alias.value()).active())) {
      throw Refusals.refused(ProblemCode.SOURCE_UNKNOWN, "no active configuration of " + alias);
    }
    if (node.connectsManually(alias.value()) == manually) return;
    line.change("setConnectsManually", alias + ", " + manually, 0, () -> node.connectsManually(alias.value(), manually));
  }

  @Override public Optional<SynchronizerId> idOf(SynchronizerAlias alias) {
    return line.read("idOf", () -> Optional.ofNullable(node.stored.configs.get(alias.value())).map(c -> {
      if (!world.domain(c.domain()).up()) throw Refusals.later(ProblemCode.NODE_REFUSED, "cannot connect to domain " + alias);
      return new SynchronizerId(c.domain());
    }));
  }

  @Override public void migrate(SynchronizerAlias source, TargetDomain target) {
    var domain = world.at(target.sequencers().getFirst()).orElseThrow(() -> Refusals.notSent(target.alias().value()));
    line.move(source + ", " + target.alias(), () -> ModelMove.begin(node, source.value(),
        new ModelMove.Target(target.alias().value(), domain, target.id().value())));
  }

  @Override public DomainState probe(SynchronizerAlias alias) {
    if (!node.release.probes) return line.read("probe", () -> DomainState.NOT_ASKABLE);
    var found = new DomainState[1];
    line.probe("probe", alias.value(), () -> found[0] = Optional.ofNullable(node.stored.configs.get(alias.value()))
        .map(c -> DomainState.valueOf(c.status().name())).orElse(DomainState.UNKNOWN));
    return found[0];
  }

  @Override public Optional<InFlight> inFlight(SynchronizerId domain) {
    return line.read("inFlight", () -> {
      if (!node.release.counts) return Optional.empty();
      var count = InFlightCount.of(node, world.domain(domain.value()));
      return Optional.of(new InFlight(count.submissions(), count.transactions()));
    });
  }

  /** A proof of time comes after all that was sequenced before it. */
  @Override public Instant domainTime(SynchronizerId id) {
    var domain = world.domain(id.value());
    return line.read("domainTime", () -> {
      if (!node.connectedTo(domain)) throw Refusals.later(ProblemCode.SOURCE_NOT_CONNECTED, "Time tracker for domain " + id + " not found");
      if (!domain.up()) throw Refusals.noAnswer(Effect.READ, node.name);
      node.catchUp(domain);
      return world.agenda.instant().plusMillis(domain.ahead);
    });
  }

  @Override public DomainParameters domainParameters(SynchronizerId id) {
    var domain = world.domain(id.value());
    return line.read("domainParameters", () -> {
      var now = domain.parameters();
      return new DomainParameters(now.responseTimeout(), now.reactionTimeout(), now.recordTimeTolerance(), node.seenRate(domain));
    });
  }

  @Override public boolean ping(NodeUid other, Duration timeout) {
    var receiver = world.participants().stream().filter(p -> p.uid.equals(other)).findFirst().orElseThrow();
    var answered = new boolean[1];
    line.change("ping", receiver.name, world.chance.between(100, 1500), () -> answered[0] = both(receiver));
    if (!answered[0]) client.takes(timeout.toMillis());
    return answered[0];
  }

  private boolean both(ModelParticipant receiver) {
    return node.open() && receiver.open() && !world.chance.oneIn(50) && node.links.values().stream()
        .anyMatch(l -> l.domain.up() && l.domain.rate().filter(r -> r == 0).isEmpty() && receiver.connectedTo(l.domain));
  }

  @Override public Set<String> parties(SynchronizerId domain) {
    return line.read("parties", () -> Set.of("party-" + node.name));
  }

  @Override public Set<String> partiesOf(NodeUid other, SynchronizerId domain) {
    return line.read("partiesOf", () -> Set.of("party-" + other));
  }

  @Override public Map<String, SynchronizerAlias> locate(List<String> contractIds) {
    return line.read("locate", () -> {
      var where = new LinkedHashMap<String, SynchronizerAlias>();
      node.stored.aliases.forEach((alias, domain) -> contractIds.stream().filter(c -> domain.equals(node.stored.contracts.get(c)))
          .forEach(c -> where.put(c, new SynchronizerAlias(alias))));
      return where;
    });
  }
}
