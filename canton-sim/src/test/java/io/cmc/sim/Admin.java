// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import com.digitalasset.canton.participant.admin.v0.ConnectDomainRequest;
import com.digitalasset.canton.participant.admin.v0.CountInFlight;
import com.digitalasset.canton.participant.admin.v0.DisconnectDomainRequest;
import com.digitalasset.canton.participant.admin.v0.DomainConnectionConfig;
import com.digitalasset.canton.participant.admin.v0.DomainConnectivityServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.DomainConnectivityServiceGrpc.DomainConnectivityServiceBlockingStub;
import com.digitalasset.canton.participant.admin.v0.InspectionServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.ListConfiguredDomainsRequest;
import com.digitalasset.canton.participant.admin.v0.ListConnectedDomainsRequest;
import com.digitalasset.canton.participant.admin.v0.ListConnectedDomainsResponse;
import com.digitalasset.canton.participant.admin.v0.MigrateDomainRequest;
import com.digitalasset.canton.participant.admin.v0.ParticipantRepairServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.PingRequest;
import com.digitalasset.canton.participant.admin.v0.PingServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.PurgeDeactivatedDomainRequest;
import com.digitalasset.canton.participant.admin.v0.ReconnectDomainsRequest;
import com.digitalasset.canton.participant.admin.v0.ResourceLimits;
import com.digitalasset.canton.participant.admin.v0.ResourceManagementServiceGrpc;
import com.google.protobuf.BoolValue;
import com.google.protobuf.Empty;
import io.cmc.sim.node.Participant;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A participant's admin port in the words of the tests; everything goes over the wire. */
final class Admin {

  private final Network network;
  private final String name;
  private final Channel channel;

  Admin(Network network, String name) {
    this.network = network;
    this.name = name;
    this.channel = network.admin(name);
  }

  Participant node() {
    return network.participant(name);
  }

  String name() {
    return name;
  }

  private DomainConnectivityServiceBlockingStub domains() {
    return DomainConnectivityServiceGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
  }

  List<String> configured() {
    return domains().listConfiguredDomains(ListConfiguredDomainsRequest.getDefaultInstance()).getResultsList().stream()
        .map(r -> r.getConfig().getDomainAlias()).toList();
  }

  List<String> connected() {
    return connections().stream().map(ListConnectedDomainsResponse.Result::getDomainAlias).toList();
  }

  List<ListConnectedDomainsResponse.Result> connections() {
    return domains().listConnectedDomains(ListConnectedDomainsRequest.getDefaultInstance()).getConnectedDomainsList();
  }

  boolean connect(String alias) {
    return domains().connectDomain(ConnectDomainRequest.newBuilder().setDomainAlias(alias).build()).getConnectedSuccessfully();
  }

  void disconnect(String alias) {
    domains().disconnectDomain(DisconnectDomainRequest.newBuilder().setDomainAlias(alias).build());
  }

  void reconnect() {
    domains().reconnectDomains(ReconnectDomainsRequest.getDefaultInstance());
  }

  DomainConnectivityServiceBlockingStub connectivity() {
    return domains();
  }

  void migrate() {
    migrate(Network.SOURCE, network.connection(Network.TARGET, Network.TARGET), false);
  }

  void migrate(String source, DomainConnectionConfig target, boolean force) {
    ParticipantRepairServiceGrpc.newBlockingStub(channel).migrateDomain(migration(source, target, force));
  }

  private static MigrateDomainRequest migration(String source, DomainConnectionConfig target, boolean force) {
    var request = MigrateDomainRequest.newBuilder().setSourceAlias(source).setTargetDomainConnectionConfig(target);
    return force ? request.setForce(BoolValue.of(true)).build() : request.build();
  }

  /** Begins a migration that nobody waits for. */
  CompletableFuture<Void> migrateAsync() {
    return CompletableFuture.runAsync(this::migrate, Thread::startVirtualThread);
  }

  void purge(String alias) {
    ParticipantRepairServiceGrpc.newBlockingStub(channel).purgeDeactivatedDomain(PurgeDeactivatedDomainRequest.newBuilder().setDomainAlias(alias).build());
  }

  /** Status letter of a domain as it is in the database. */
  String status(String alias) {
    return node().process().configured().stream().filter(c -> c.alias().equals(alias)).map(c -> c.status().letter()).findFirst().orElse("-");
  }

  /** Letters of source and target, as {@code V/M}. */
  String statuses() {
    return status(Network.SOURCE) + "/" + status(Network.TARGET);
  }

  long contractsOn(String domain) {
    return node().process().contractCounts().getOrDefault(network.domain(domain).id(), 0L);
  }

  CountInFlight.Response inFlight(String domain) {
    return InspectionServiceGrpc.newBlockingStub(channel).countInFlight(CountInFlight.Request.newBuilder().setDomainId(network.domain(domain).id()).build());
  }

  ResourceLimits limits() {
    return ResourceManagementServiceGrpc.newBlockingStub(channel).getResourceLimits(Empty.getDefaultInstance());
  }

  void setLimits(int dirty, int rate, double burst) {
    ResourceManagementServiceGrpc.newBlockingStub(channel).updateResourceLimits(
        ResourceLimits.newBuilder().setMaxDirtyRequests(dirty).setMaxRate(rate).setMaxBurstFactor(burst).build());
  }

  boolean pings(Admin other, long timeoutMillis) {
    return PingServiceGrpc.newBlockingStub(channel).ping(PingRequest.newBuilder().addTargetParties(other.node().spec().uid().toString())
        .setTimeoutMilliseconds(timeoutMillis).build()).hasSuccess();
  }

  /** The status that the call ends with, as {@code CODE description}. */
  static String refusal(Runnable call) {
    try {
      call.run();
      return "OK";
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode() + " " + e.getStatus().getDescription();
    }
  }

  static <T> T unchecked(Callable<T> work) {
    try {
      return work.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
