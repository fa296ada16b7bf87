// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import static io.cmc.sim.Admin.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.digitalasset.canton.participant.admin.v0.ConnectDomainRequest;
import com.digitalasset.canton.participant.admin.v0.DomainConnectionConfig;
import com.digitalasset.canton.participant.admin.v0.ModifyDomainRequest;
import com.digitalasset.canton.participant.admin.v0.ReconnectDomainsRequest;
import com.digitalasset.canton.participant.admin.v0.RegisterDomainRequest;
import io.cmc.sim.fault.Fault;
import io.cmc.sim.fault.Phase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectivityTest {

  private static DomainConnectionConfig manual(Network network, String domain) {
    return network.connection(domain, domain).toBuilder().setManualConnect(true).build();
  }

  private static void register(Admin admin, DomainConnectionConfig config) {
    admin.connectivity().registerDomain(RegisterDomainRequest.newBuilder().setAdd(config).build());
  }

  private static void modify(Admin admin, DomainConnectionConfig config) {
    admin.connectivity().modifyDomain(ModifyDomainRequest.newBuilder().setModify(config).build());
  }

  private static DomainConnectionConfig nowhere(DomainConnectionConfig config) {
    var changed = config.toBuilder();
    changed.getSequencerConnectionsBuilder(0).getGrpcBuilder().setConnections(0, "http://127.0.0.1:9");
    return changed.build();
  }

  @Test
  void an_alias_is_registered_once_and_equal_configurations_are_the_same() {
    try (var network = Fleet.plan(1).start()) {
      var admin = new Admin(network, "participantA");
      var config = manual(network, "newdomain");

      register(admin, config);
      register(admin, config);

      assertThat(refusal(() -> register(admin, config.toBuilder().setPriority(1).build())))
          .isEqualTo("ALREADY_EXISTS SYNC_SERVICE_ALREADY_ADDED(10,0): The domain with the given alias has already been added.");
      assertThat(refusal(() -> modify(admin, config.toBuilder().setDomainAlias("nosuch").build()))).startsWith("NOT_FOUND SYNC_SERVICE_UNKNOWN_DOMAIN(11,0)");
      assertThat(refusal(() -> modify(admin, config.toBuilder().clearTimeTracker().build()))).isEqualTo("INVALID_ARGUMENT FieldNotSet(timeTracker)");
      assertThat(admin.configured()).containsExactly("newdomain", "olddomain");
      assertThat(network.journal().calls("participantA", "DomainConnectivityService/RegisterDomain")).extracting(e -> e.effective())
          .containsExactly(true, false, false);
    }
  }

  @Test
  void a_wrong_address_stored_for_a_half_moved_participant_is_put_right_by_modify_and_not_by_the_call() {
    try (var network = Fleet.plan(1).start()) {
      var admin = new Admin(network, "participantA");
      admin.disconnect("olddomain");
      register(admin, nowhere(manual(network, "newdomain")));
      var held = network.faults().atPhase("participantA", Phase.M3_SOURCE_VACATING, new Fault.RestartAtPhase());
      assertThat(refusal(admin::migrate)).startsWith("UNAVAILABLE");
      Fleet.awaitUp(admin);
      var hanging = admin.migrateAsync();
      Fleet.await(() -> admin.statuses().equals("V/M"));
      assertThat(hanging).as("it waits for the stored address").isNotDone();

      modify(admin, manual(network, "newdomain"));
      admin.node().restart();
      Fleet.awaitUp(admin);
      admin.migrate();

      assertThat(held.awaitHit(Duration.ZERO)).isTrue();
      assertThat(admin.statuses()).isEqualTo("I/A");
    }
  }

  @Test
  void a_dead_domain_is_given_up_or_tried_in_the_background_until_somebody_disconnects() {
    try (var network = Fleet.plan(1).start()) {
      var admin = new Admin(network, "participantA");
      admin.disconnect("olddomain");
      network.source().stop();

      assertThat(refusal(() -> admin.connect("olddomain"))).isEqualTo("UNAVAILABLE DOMAIN_IS_NOT_AVAILABLE(1,0): Cannot connect to domain Domain 'olddomain'");
      admin.connectivity().reconnectDomains(ReconnectDomainsRequest.newBuilder().setIgnoreFailures(true).build());
      assertThat(admin.connected()).as("OK, and nothing is connected").isEmpty();
      var connected = admin.connectivity().connectDomain(ConnectDomainRequest.newBuilder().setDomainAlias("olddomain").setRetry(true).build());
      assertThat(connected.getConnectedSuccessfully()).isFalse();
      network.source().start();

      Fleet.await(() -> admin.connected().contains("olddomain"));
    }
  }

  @Test
  void a_domain_of_a_version_that_the_participant_does_not_speak_fails_the_handshake() {
    try (var network = Fleet.plan(1).targetPv(6).start()) {
      var admin = new Admin(network, "participantA");
      admin.disconnect("olddomain");

      assertThat(refusal(admin::migrate)).contains("CANCELLED FAILED_TO_CONNECT_TO_SEQUENCER(9,");
      register(admin, manual(network, "newdomain"));
      assertThat(refusal(() -> admin.connect("newdomain"))).isEqualTo("FAILED_PRECONDITION DOMAIN_HANDSHAKE_FAILED(9,0): Handshake with domain has failed");
      assertThat(admin.statuses()).isEqualTo("A/A");
    }
  }

  @Test
  void reconnecting_leaves_domains_alone_that_are_to_be_connected_by_hand() {
    try (var network = Fleet.plan(1).start()) {
      var admin = new Admin(network, "participantA");
      admin.disconnect("olddomain");
      modify(admin, manual(network, "olddomain"));

      admin.reconnect();
      assertThat(admin.connected()).isEmpty();
      admin.node().restart();
      Fleet.awaitUp(admin);

      assertThat(admin.connected()).isEmpty();
      assertThat(admin.connect("olddomain")).isTrue();
    }
  }
}
