// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.LedgerNode;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.id.NodeUid;
import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import io.cmc.plan.Endpoint;
import io.cmc.plan.TargetDomain;
import io.cmc.proof.ContractDigest;
import io.cmc.proof.ResourceLimits;
import io.cmc.rejection.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;

/** A participant of a {@link FakeNetwork}; keeps its domains with their status as a node's database does (docs/canton.md). */
public final class FakeParticipant implements ParticipantNode {

  /** Status of a configured domain. */
  public enum Status { ACTIVE, MIGRATING_TO, VACATING, INACTIVE }

  /** One configured domain. */
  public static final class Link {
    public SynchronizerId id;
    public Status status = Status.ACTIVE;
    public boolean manually;
    public boolean connected;
    public boolean healthy = true;
    public List<String> sequencers;
    /** Certificates that the node trusts there. */
    public Optional<String> trusted = Optional.empty();

    public Link(SynchronizerId id, List<String> sequencers) {
      this.id = id;
      this.sequencers = sequencers;
    }

    boolean active() {
      return status == Status.ACTIVE;
    }

    Configured configured(SynchronizerAlias alias) {
      var pems = trusted.map(pem -> sequencers.stream().collect(Collectors.toMap(url -> url, url -> pem))).orElse(Map.of());
      return new Configured(alias, manually, connected, sequencers, pems);
    }
  }

  /** Where a move stops although it was asked to go on. */
  public enum MoveStops { NOWHERE, IN_PRECHECKS, TARGET_REGISTERED, HALF_WAY, BEFORE_LAST_MARK }

  private final FakeNetwork network;
  private final String name;

  public NodeUid uid;
  public boolean active = true;
  public Instant upSince = Instant.EPOCH;
  /** As with many contracts: a connect is not answered in time, and the domain not listed until {@link #replayed}. */
  public boolean replays;
  public String release = "2.10.5";
  public Set<Integer> supportedVersions = Set.of(4, 5, 7);
  public int topologyPending;
  public ResourceLimits limits = new ResourceLimits(Optional.of(200), Optional.empty(), 0.7);
  public boolean settable = true;
  public final Map<String, Link> links = new LinkedHashMap<>();
  public Optional<InFlight> inFlight = Optional.of(new InFlight(0, 0));
  public Duration domainClockLag = Duration.ZERO;
  public MoveStops moveStops = MoveStops.NOWHERE;
  public boolean moving;
  public boolean probesAnswered = true;
  public ContractDigest contracts = new ContractDigest(true, 3, "abc", List.of());
  public final Set<String> parties = new ConcurrentSkipListSet<>(Set.of("alice::1220dd"));
  /** Contracts held here, by each party that has a stake in them. */
  public final Map<String, Long> shared = new ConcurrentHashMap<>();
  public final Set<String> deafTo = new ConcurrentSkipListSet<>();
  public Runnable whilePinging = () -> { };

  FakeParticipant(FakeNetwork network, String name) {
    this.network = network;
    this.name = name;
    this.uid = network.uid(name);
    var source = new Link(network.source.id, List.of(network.source.url));
    source.connected = true;
    links.put("olddomain", source);
  }

  public Endpoint admin() {
    return new Endpoint(name, 5006, Optional.empty(), Optional.empty());
  }

  public Link link(String alias) {
    return links.get(alias);
  }

  /** As a finished move leaves it. */
  public void moved(String alias) {
    link("olddomain").status = Status.INACTIVE;
    link("olddomain").connected = false;
    var target = new Link(network.target.id, List.of(network.target.url));
    target.manually = true;
    links.put(alias, target);
  }

  boolean connectedTo(SynchronizerId id) {
    return links.values().stream().anyMatch(link -> link.connected && link.id.equals(id));
  }

  @Override public NodeFacts facts() {
    return network.read(name, "facts", () -> new NodeFacts(uid, active, release, supportedVersions, topologyPending));
  }

  @Override public Duration uptime() {
    return network.read(name, "uptime", () -> Duration.between(upSince, network.clock.instant()));
  }

  @Override public ResourceLimits limits() {
    return network.read(name, "limits", () -> limits);
  }

  @Override public void setLimits(ResourceLimits wanted) {
    network.change(name, "setLimits", Words.limits(wanted), () -> {
      if (!settable) throw FakeNetwork.trouble(NodeTrouble.Kind.PERMANENT, ProblemCode.LIMITS_NOT_SETTABLE);
      limits = wanted;
    });
  }

  @Override public List<Connected> connected() {
    return network.read(name, "connected", () -> links.entrySet().stream().filter(e -> e.getValue().connected)
        .map(e -> new Connected(new SynchronizerAlias(e.getKey()), e.getValue().id, e.getValue().healthy)).toList());
  }

  @Override public List<Configured> configured() {
    return network.read(name, "configured", () -> links.entrySet().stream().filter(e -> e.getValue().active())
        .map(e -> e.getValue().configured(new SynchronizerAlias(e.getKey()))).toList());
  }

  @Override public void connect(SynchronizerAlias alias) {
    network.change(name, "connect", alias.value(), () -> {
      if (links.get(alias.value()) == null || !links.get(alias.value()).active()) throw refused();
      if (replays) throw FakeNetwork.trouble(NodeTrouble.Kind.OUTCOME_UNKNOWN, ProblemCode.NODE_TIMEOUT);
      links.get(alias.value()).connected = true;
    });
  }

  void replayed(String alias) {
    replays = false;
    link(alias).connected = true;
  }

  @Override public void disconnect(SynchronizerAlias alias) {
    network.change(name, "disconnect", alias.value(), () -> links.get(alias.value()).connected = false);
  }

  @Override public void setConnectsManually(SynchronizerAlias alias, boolean manually) {
    if (links.containsKey(alias.value()) && links.get(alias.value()).manually == manually) return;
    network.change(name, "setConnectsManually", alias + ", " + manually, () -> links.get(alias.value()).manually = manually);
  }

  @Override public Optional<SynchronizerId> idOf(SynchronizerAlias alias) {
    return network.read(name, "idOf", () -> Optional.ofNullable(links.get(alias.value())).map(link -> link.id));
  }

  @Override public void migrate(SynchronizerAlias source, TargetDomain target) {
    network.change(name, "migrate", source + ", " + target.alias(), () -> move(links.get(source.value()), target));
  }

  private void move(Link source, TargetDomain target) {
    if (moving) throw FakeNetwork.trouble(NodeTrouble.Kind.OUTCOME_UNKNOWN, ProblemCode.MOVE_UNRESOLVED);
    if (source.connected || connectedTo(target.id())) throw refused();
    if (source.status == Status.INACTIVE || source.status == Status.MIGRATING_TO) throw refused();
    if (moveStops == MoveStops.IN_PRECHECKS) throw refused();
    var link = links.computeIfAbsent(target.alias().value(), alias -> new Link(target.id(), target.sequencers()));
    link.manually = true;
    link.status = Status.MIGRATING_TO;
    if (moveStops == MoveStops.TARGET_REGISTERED) throw refused();
    source.status = Status.VACATING;
    if (moveStops == MoveStops.HALF_WAY) throw refused();
    link.status = Status.ACTIVE;
    if (moveStops == MoveStops.BEFORE_LAST_MARK) throw refused();
    source.status = Status.INACTIVE;
  }

  private static NodeTrouble refused() {
    return FakeNetwork.trouble(NodeTrouble.Kind.PERMANENT, ProblemCode.MOVE_REFUSED);
  }

  @Override public DomainState probe(SynchronizerAlias alias) {
    return network.read(name, "probe", () -> {
      network.probes.add(name + "." + alias);
      if (!probesAnswered) return DomainState.NOT_ASKABLE;
      var link = links.get(alias.value());
      return link == null ? DomainState.UNKNOWN : DomainState.valueOf(link.status.name());
    });
  }

  @Override public Optional<InFlight> inFlight(SynchronizerId domain) {
    return network.read(name, "inFlight", () -> inFlight);
  }

  @Override public Instant domainTime(SynchronizerId domain) {
    return network.read(name, "domainTime", () -> network.clock.instant().minus(domainClockLag));
  }

  @Override public DomainParameters domainParameters(SynchronizerId domain) {
    return network.read(name, "domainParameters", () -> {
      var one = domain.equals(network.source.id) ? network.source : network.target;
      return new DomainParameters(one.timeout, one.timeout, one.tolerance, one.rate);
    });
  }

  @Override public boolean ping(NodeUid other, Duration timeout) {
    var answered = new boolean[1];
    network.change(name, "ping", other.value(), () -> answered[0] = !deafTo.contains(other.value()));
    whilePinging.run();
    return answered[0];
  }

  @Override public Set<String> parties(SynchronizerId domain) {
    return network.read(name, "parties", () -> Set.copyOf(parties));
  }

  @Override public Set<String> partiesOf(NodeUid other, SynchronizerId domain) {
    return network.read(name, "partiesOf", () -> network.participants.values().stream().filter(p -> p.uid.equals(other)).findFirst()
        .map(p -> Set.copyOf(p.parties)).orElse(Set.of()));
  }

  @Override public Map<String, SynchronizerAlias> locate(List<String> contractIds) {
    throw new UnsupportedOperationException("no step locates contracts");
  }

  LedgerNode ledger() {
    return new LedgerNode() {
      @Override public ContractDigest contracts() {
        return network.read(name, "contracts", () -> contracts);
      }

      @Override public Map<String, Long> contractsWith(Set<String> wanted) {
        return network.read(name, "contractsWith", () -> shared.entrySet().stream().filter(e -> wanted.contains(e.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
      }
    };
  }
}
