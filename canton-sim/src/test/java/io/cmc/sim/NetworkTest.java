// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.digitalasset.canton.participant.admin.v0.DisconnectDomainRequest;
import com.digitalasset.canton.participant.admin.v0.DomainConnectivityServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.ListConfiguredDomainsRequest;
import com.digitalasset.canton.participant.admin.v0.ListConnectedDomainsRequest;
import com.digitalasset.canton.participant.admin.v0.MigrateDomainRequest;
import com.digitalasset.canton.participant.admin.v0.ParticipantRepairServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.PingRequest;
import com.digitalasset.canton.participant.admin.v0.PingServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.ReconnectDomainsRequest;
import io.cmc.postgres.ThrowawayServer;
import org.junit.jupiter.api.Test;

class NetworkTest {

  @Test
  void a_network_starts_and_two_participants_move_by_hand() {
    try (var network = Network.builder(ThrowawayServer.newDatabase()).seed(7).start()) {
      for (var p : network.participants()) {
        var domains = DomainConnectivityServiceGrpc.newBlockingStub(network.admin(p.name()));
        assertThat(domains.listConnectedDomains(ListConnectedDomainsRequest.getDefaultInstance()).getConnectedDomainsList()).hasSize(1);
        domains.disconnectDomain(DisconnectDomainRequest.newBuilder().setDomainAlias("olddomain").build());
      }
      for (var p : network.participants()) {
        ParticipantRepairServiceGrpc.newBlockingStub(network.admin(p.name())).migrateDomain(MigrateDomainRequest.newBuilder()
            .setSourceAlias("olddomain").setTargetDomainConnectionConfig(network.connection("newdomain", "newdomain")).build());
      }
      for (var p : network.participants()) {
        var domains = DomainConnectivityServiceGrpc.newBlockingStub(network.admin(p.name()));
        domains.reconnectDomains(ReconnectDomainsRequest.getDefaultInstance());
        var configured = domains.listConfiguredDomains(ListConfiguredDomainsRequest.getDefaultInstance()).getResultsList();
        assertThat(configured).singleElement().satisfies(r -> assertThat(r.getConfig().getDomainAlias()).isEqualTo("newdomain"));
        assertThat(p.process().contractCounts()).containsOnlyKeys(network.target().id());
      }
      for (var p : network.participants()) {
        for (var q : network.participants()) {
          var answer = PingServiceGrpc.newBlockingStub(network.admin(p.name())).ping(PingRequest.newBuilder()
              .addTargetParties(q.spec().uid().toString()).setTimeoutMilliseconds(5000).build());
          assertThat(answer.hasSuccess()).as(p.name() + " to " + q.name()).isTrue();
        }
      }
      assertThat(network.journal().completedMoves("participantA")).isEqualTo(1);
    }
  }
}
