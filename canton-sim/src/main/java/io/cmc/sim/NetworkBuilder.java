// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import io.cmc.sim.node.DomainRules;
import io.cmc.sim.node.Edition;
import io.cmc.sim.node.Limits;
import io.cmc.sim.node.Release;
import io.cmc.sim.node.Timing;
import io.cmc.sim.server.Protection;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Describes a network: a source domain {@code olddomain}, a target domain {@code newdomain}, and participants that are connected to the
 * source and share contracts with their neighbours. The same seed gives the same identities, limits and contracts.
 */
public final class NetworkBuilder {

  static final String THIS_MACHINE = "127.0.0.1";
  final String jdbcAdminUrl;
  Release release = Release.V2_10;
  Edition edition = Edition.ENTERPRISE;
  int participants = 2;
  long seed = 1;
  int contracts = 10;
  boolean shared;
  boolean tallied;
  int controlPort;
  int firstPort;
  String host = THIS_MACHINE;
  Timing timing = Timing.quick();
  final Map<String, Integer> domains = new LinkedHashMap<>();
  final Map<String, DomainRules> rules = new HashMap<>();
  final Map<String, Limits> limits = new HashMap<>();
  final Set<String> community = new HashSet<>();
  final Map<String, Protection> protections = new HashMap<>();
  private DomainRules everywhere = DomainRules.open(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1));

  NetworkBuilder(String jdbcAdminUrl) {
    this.jdbcAdminUrl = jdbcAdminUrl;
  }

  /** Default: 4 on release 2.8, else 5. */
  public NetworkBuilder sourcePv(int protocolVersion) {
    return domain(Network.SOURCE, protocolVersion);
  }

  /** Default: 7 on release 2.10, else 5. */
  public NetworkBuilder targetPv(int protocolVersion) {
    return domain(Network.TARGET, protocolVersion);
  }

  /** One more domain, or another protocol version for one of the two. */
  public NetworkBuilder domain(String name, int protocolVersion) {
    domains.put(name, protocolVersion);
    return this;
  }

  /** Default: 2.10. Holds for all nodes. */
  public NetworkBuilder release(Release release) {
    this.release = release;
    return this;
  }

  public NetworkBuilder edition(Edition edition) {
    this.edition = edition;
    return this;
  }

  /** Makes one participant a community node among enterprise ones. */
  public NetworkBuilder community(String participant) {
    community.add(participant);
    return this;
  }

  /** @param number at least 1; they are called participantA, participantB, ..., participantZ, participantAA, ... */
  public NetworkBuilder participants(int number) {
    this.participants = number;
    return this;
  }

  public NetworkBuilder seed(long seed) {
    this.seed = seed;
    return this;
  }

  /** Contracts between each participant and its neighbour. Default: 10. */
  public NetworkBuilder contracts(int perPair) {
    this.contracts = perPair;
    return this;
  }

  /** Limits at the start. Default: none on participantA, 500/200/0.25 on participantB, seeded on the others. */
  public NetworkBuilder limits(String participant, Limits limits) {
    this.limits.put(participant, limits);
    return this;
  }

  /** One database with a schema for each node, for fleets of hundreds. A single participant cannot be backed up then. */
  public NetworkBuilder sharedDatabase() {
    this.shared = true;
    return this;
  }

  /** Every call's time is kept in memory, {@link Network#tally()}: for networks that are measured. */
  public NetworkBuilder tallied() {
    this.tallied = true;
    return this;
  }

  public NetworkBuilder timing(Timing timing) {
    this.timing = timing;
    return this;
  }

  /** The dynamic parameters that a drain has to wait for, on all domains. Default: a second each. */
  public NetworkBuilder domainTimeouts(Duration response, Duration reaction, Duration tolerance) {
    this.everywhere = DomainRules.open(response, reaction, tolerance);
    return this;
  }

  /** Changes what one domain demands; to be called after {@link #domainTimeouts}. */
  public NetworkBuilder rules(String domain, UnaryOperator<DomainRules> change) {
    rules.put(domain, change.apply(rulesOf(domain)));
    return this;
  }

  /** TLS and tokens of one node's APIs. Default: none. */
  public NetworkBuilder protect(String node, Protection protection) {
    protections.put(node, protection);
    return this;
  }

  /** Default: any free port. */
  public NetworkBuilder controlPort(int port) {
    this.controlPort = port;
    return this;
  }

  /** The first of the nodes' ports, which follow one another: both domains, then the participants. Default: any free ports. */
  public NetworkBuilder firstPort(int port) {
    this.firstPort = port;
    return this;
  }

  /** Name under which others reach the nodes, which then listen on all addresses of this machine. Default: loopback and nobody else. */
  public NetworkBuilder host(String name) {
    this.host = name;
    return this;
  }

  DomainRules rulesOf(String domain) {
    return rules.getOrDefault(domain, everywhere);
  }

  /** Domains by name, the source and the target among them. */
  Map<String, Integer> allDomains() {
    var all = new LinkedHashMap<String, Integer>();
    all.put(Network.SOURCE, release == Release.V2_8 ? 4 : 5);
    all.put(Network.TARGET, release == Release.V2_10 ? 7 : 5);
    all.putAll(domains);
    return all;
  }

  /**
   * Starts all nodes and comes back when all participants are connected to the source. Where the databases are there already, the network
   * that lives in them is started again, with its identities, state and ports.
   */
  public Network start() {
    var source = allDomains().get(Network.SOURCE);
    if (!release.protocolVersions().contains(source)) {
      throw new IllegalArgumentException("expected a source of protocol version " + release.protocolVersions() + " with release "
          + release.label() + ", but found " + source);
    }
    return Network.start(this);
  }
}
