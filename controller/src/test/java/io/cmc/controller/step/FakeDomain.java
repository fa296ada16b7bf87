// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.DomainEntrance;
import io.cmc.controller.port.DomainNode;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.ParticipantNode.DomainParameters;
import io.cmc.id.NodeUid;
import io.cmc.id.SynchronizerId;
import io.cmc.plan.Endpoint;
import io.cmc.rejection.ProblemCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A domain of a {@link FakeNetwork}: its admin API, and its public API by {@link #entrance}. */
public final class FakeDomain implements DomainNode {

  private final FakeNetwork network;
  private final String name;

  public SynchronizerId id;
  public int protocolVersion;
  public String url;
  public boolean uniqueKeys = true;
  public String agreement = "";
  /** Whoever does not trust it does not reach the public API; empty: everybody does. */
  public Optional<String> authority = Optional.empty();
  public Optional<Integer> rate = Optional.of(1_000_000);
  public Duration timeout = Duration.ofSeconds(30);
  public Duration tolerance = Duration.ofSeconds(60);
  /** Uids that the topology knows beside those of the network's participants. */
  public final Set<String> alsoKnown = new TreeSet<>();
  public final Set<String> alsoConnected = new TreeSet<>();
  public final Set<String> notKnown = new TreeSet<>();
  public final Set<String> notAllowed = new TreeSet<>();

  FakeDomain(FakeNetwork network, String name, String id, int protocolVersion, String url) {
    this.network = network;
    this.name = name;
    this.id = new SynchronizerId(id);
    this.protocolVersion = protocolVersion;
    this.url = url;
  }

  public Endpoint admin() {
    return new Endpoint(name, 5002, Optional.empty(), Optional.empty());
  }

  DomainEntrance entrance(Optional<String> trusted) {
    return () -> network.read(name, "facts", () -> {
      if (authority.isPresent() && !authority.equals(trusted)) throw FakeNetwork.trouble(NodeTrouble.Kind.TRANSIENT, ProblemCode.NODE_UNREACHABLE);
      return new DomainEntrance.Facts(id, protocolVersion, uniqueKeys, agreement);
    });
  }

  @Override public SynchronizerId id() {
    return network.read(name, "id", () -> id);
  }

  @Override public List<NodeUid> connectedParticipants() {
    return network.read(name, "connectedParticipants", () -> Stream.concat(
        network.participants.values().stream().filter(p -> p.connectedTo(id)).map(p -> p.uid.value()), alsoConnected.stream())
        .map(NodeUid::new).toList());
  }

  @Override public Set<NodeUid> knownParticipants() {
    return network.read(name, "knownParticipants", () -> Stream.concat(
        network.participants.values().stream().map(p -> p.uid.value()), alsoKnown.stream())
        .filter(uid -> !notKnown.contains(uid)).map(NodeUid::new).collect(Collectors.toSet()));
  }

  @Override public DomainParameters parameters() {
    return network.read(name, "parameters", () -> new DomainParameters(timeout, timeout, tolerance, rate));
  }

  @Override public void setMaxRatePerParticipant(int newRate) {
    network.change(name, "setMaxRatePerParticipant", "" + newRate, () -> rate = Optional.of(newRate));
  }

  @Override public Set<NodeUid> allowedParticipants() {
    return network.read(name, "allowedParticipants", () -> network.participants.values().stream().map(p -> p.uid)
        .filter(uid -> !notAllowed.contains(uid.value())).collect(Collectors.toSet()));
  }
}
