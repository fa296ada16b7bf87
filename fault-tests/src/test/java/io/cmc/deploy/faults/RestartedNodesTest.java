// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.digitalasset.canton.participant.admin.v0.ConnectDomainRequest;
import com.digitalasset.canton.participant.admin.v0.DisconnectDomainRequest;
import com.digitalasset.canton.participant.admin.v0.DomainConnectivityServiceGrpc;
import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.Phase;
import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.QuietLog;
import io.cmc.deploy.system.Site;
import io.cmc.sim.Network;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that restart while all wait at a gate, closed and still connected: what comes back by itself alarms nobody. */
class RestartedNodesTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS);

  @TempDir private Path folder;
  private Site site;
  private InProcess service;
  private Voyage voyage;

  @BeforeEach void all_are_closed_and_drained() {
    site = Voyage.site(folder, network -> network.participants(2).seed(17));
    service = InProcess.start(folder.resolve("service"));
    voyage = new Voyage(site, "restarts");
    voyage.begin(service.console(), "--hold-before", "disconnect");
    service.console().awaitStatus("restarts", s -> s.getState() == MigrationState.AT_GATE && s.getGate() == Phase.DISCONNECT);
  }

  @AfterEach void close() {
    service.close();
    site.close();
  }

  @Test void a_participant_and_the_source_that_restart_hold_nothing() {
    site.network().participant("participantA").restart();
    site.network().source().stop();
    watched(1);
    site.network().source().start();
    watched(2);

    goOn();
    assertThat(voyage.events(database(), "ForeignChangeSeen")).isZero();
    assertThat(voyage.events(database(), "MigrationHeld")).isZero();
  }

  @Tag("faults") @Test void a_connection_that_stays_away_holds_and_a_person_has_a_way_on() {
    var connections = DomainConnectivityServiceGrpc.newBlockingStub(site.network().admin("participantB"));
    connections.disconnectDomain(DisconnectDomainRequest.newBuilder().setDomainAlias(Network.SOURCE).build());
    var away = Instant.now();
    service.console().awaitState("restarts", MigrationState.HELD);
    var held = Duration.between(away, Instant.now());
    System.out.printf("a connection that stays away: held after %d ms%n", held.toMillis());
    assertThat(held).isGreaterThan(Duration.ofSeconds(10));

    connections.connectDomain(ConnectDomainRequest.newBuilder().setDomainAlias(Network.SOURCE).build());
    service.console().must("resume", "restarts");
    goOn();
    assertThat(voyage.events(database(), "ForeignChangeSeen")).isOne();
  }

  private void goOn() {
    service.console().must("release", "restarts", "--gate", "disconnect", "--reason", "a test");
    voyage.arrive(service.console());
  }

  /** So many looks of the watch began and ended from now on. */
  private void watched(int looks) {
    var before = watches();
    await("looks of the watch").atMost(Duration.ofMinutes(2)).until(() -> watches() > before + looks);
  }

  private long watches() {
    return service.store().sql("select epoch from durable_work where kind = 'WATCH'").query(Long.class).single();
  }

  private DataSource database() {
    return service.context().getBean(DataSource.class);
  }
}
