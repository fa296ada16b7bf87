// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import io.cmc.controller.port.DomainEntrance;
import io.cmc.controller.port.DomainNode;
import io.cmc.controller.port.LedgerNode;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.controller.secrecy.SecretReader;
import io.cmc.id.NodeName;
import io.cmc.id.NodeUid;
import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.Endpoint;
import io.cmc.plan.ParticipantPlan;
import io.cmc.plan.TargetDomain;
import io.cmc.postgres.ThrowawayServer;
import io.cmc.sim.Network;
import io.cmc.sim.NetworkBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A simulated network as the adapter sees it. */
final class SimulatedNetwork implements AutoCloseable {

  static final String ALFA = "participantA";
  static final String BRAVO = "participantB";
  static final SynchronizerAlias OLD = new SynchronizerAlias(Network.SOURCE);
  static final SynchronizerAlias NEW = new SynchronizerAlias("newdomain-m1");

  private static final Deadlines QUICK = new Deadlines(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10),
      Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(1));

  final Network network;
  private final GrpcNodes nodes;

  private SimulatedNetwork(Network network, Deadlines deadlines) {
    this.network = network;
    this.nodes = new GrpcNodes(deadlines, SecretReader.ofThisProcess());
  }

  static SimulatedNetwork start(NetworkBuilder network) {
    return new SimulatedNetwork(network.start(), QUICK);
  }

  static SimulatedNetwork start(NetworkBuilder network, Deadlines deadlines) {
    return new SimulatedNetwork(network.start(), deadlines);
  }

  static NetworkBuilder network() {
    return Network.builder(ThrowawayServer.newDatabase()).seed(7).sharedDatabase();
  }

  ParticipantNode participant(String name) {
    return nodes.participant(plan(name));
  }

  LedgerNode ledger(String name) {
    return nodes.ledger(plan(name));
  }

  ParticipantPlan plan(String name) {
    var site = network.participant(name).spec().site();
    return new ParticipantPlan(new NodeName(name), uid(name), "team", local(site.second()), Optional.of(local(site.first())), Optional.empty(),
        BackupStrategy.CONFIRM);
  }

  NodeUid uid(String participant) {
    return new NodeUid(network.participant(participant).spec().uid().toString());
  }

  DomainNode domain(String name) {
    return nodes.domain(local(network.domain(name).spec().site().second()));
  }

  DomainEntrance entrance(String name) {
    return nodes.entrance(network.sequencerUrl(name), Optional.empty());
  }

  SynchronizerId id(String domain) {
    return new SynchronizerId(network.domain(domain).id());
  }

  TargetDomain target() {
    return target(NEW, Network.TARGET);
  }

  TargetDomain target(SynchronizerAlias alias, String domain) {
    return new TargetDomain(alias, id(domain), 7, List.of(network.sequencerUrl(domain)), Optional.empty(), Optional.empty());
  }

  /** Asks until it is answered; a node that starts is allowed to be in the way. */
  <T> T eventually(Supplier<T> question) {
    var end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (true) {
      try {
        return question.get();
      } catch (NodeTrouble trouble) {
        if (trouble.kind() == NodeTrouble.Kind.PERMANENT || System.nanoTime() > end) throw trouble;
        Thread.onSpinWait();
      }
    }
  }

  private static Endpoint local(int port) {
    return new Endpoint("127.0.0.1", port, Optional.empty(), Optional.empty());
  }

  @Override public void close() {
    nodes.close();
    network.close();
  }
}
