// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import com.digitalasset.canton.participant.admin.v0.*;
import com.google.protobuf.Empty;
import io.cmc.deploy.system.Fleet;
import io.cmc.sim.Network;
import io.cmc.sim.node.Participant;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The documented way from one console, docs/manual-procedure.md: a loop over all participants for each line of it. Backups are somebody else's here too. */
final class SerialScript {

  private final Network network;
  private final int pings;
  private final List<String> names;
  private final Map<String, ResourceLimits> saved = new TreeMap<>();
  private final Map<String, ManagedChannel> channels = new HashMap<>();

  private SerialScript(Network network, int pings) {
    this.pings = pings;
    this.network = network;
    this.names = network.participants().stream().map(Participant::name).sorted().toList();
  }

  /** How long it takes on a network of its own. @param pings that each participant sends */
  static Duration run(Laboratory laboratory, int participants, int pings) throws InterruptedException {
    try (var network = laboratory.network(participants).start()) {
      var script = new SerialScript(network, pings);
      var begin = System.nanoTime();
      script.run();
      return Duration.ofNanos(System.nanoTime() - begin);
    }
  }

  private void run() throws InterruptedException {
    names.forEach(n -> saved.put(n, limits(n).getResourceLimits(Empty.getDefaultInstance())));
    names.forEach(n -> limits(n).updateResourceLimits(ResourceLimits.newBuilder().setMaxDirtyRequests(0).setMaxRate(0).build()));
    Thread.sleep(Fleet.TIMEOUT.multipliedBy(3)); // until nothing is going on
    names.forEach(this::disconnectAll);
    names.forEach(n -> expectConnected(n, 0));
    names.forEach(this::migrate);
    names.forEach(n -> connectivity(n).reconnectDomains(ReconnectDomainsRequest.newBuilder().setIgnoreFailures(false).build()));
    names.forEach(n -> expectConnected(n, 1));
    names.forEach(n -> limits(n).updateResourceLimits(saved.get(n)));
    for (var i = 0; i < names.size(); i++) for (var n = 1; n <= pings; n++) ping(names.get(i), names.get((i + 1 + n % (names.size() - 1)) % names.size()));
  }

  private void disconnectAll(String name) {
    connectivity(name).listConnectedDomains(ListConnectedDomainsRequest.getDefaultInstance()).getConnectedDomainsList()
        .forEach(d -> connectivity(name).disconnectDomain(DisconnectDomainRequest.newBuilder().setDomainAlias(d.getDomainAlias()).build()));
  }

  private void expectConnected(String name, int domains) {
    var found = connectivity(name).listConnectedDomains(ListConnectedDomainsRequest.getDefaultInstance()).getConnectedDomainsCount();
    if (found != domains) throw new IllegalStateException("expected " + name + " connected to " + domains + " domains, found " + found);
  }

  private void migrate(String name) {
    ParticipantRepairServiceGrpc.newBlockingStub(admin(name)).migrateDomain(MigrateDomainRequest.newBuilder().setSourceAlias(Network.SOURCE)
        .setTargetDomainConnectionConfig(network.connection("newdomain-by-hand", Network.TARGET)).build());
  }

  private void ping(String from, String to) {
    var answer = PingServiceGrpc.newBlockingStub(admin(from)).ping(PingRequest.newBuilder()
        .addTargetParties(network.participant(to).spec().uid().toString()).setTimeoutMilliseconds(60_000).build());
    if (!answer.hasSuccess()) throw new IllegalStateException("no answer to a ping from " + from + " to " + to);
  }

  private ResourceManagementServiceGrpc.ResourceManagementServiceBlockingStub limits(String name) {
    return ResourceManagementServiceGrpc.newBlockingStub(admin(name));
  }

  private DomainConnectivityServiceGrpc.DomainConnectivityServiceBlockingStub connectivity(String name) {
    return DomainConnectivityServiceGrpc.newBlockingStub(admin(name));
  }

  /** One for all calls to a node. */
  private ManagedChannel admin(String name) {
    return channels.computeIfAbsent(name, network::admin);
  }
}
