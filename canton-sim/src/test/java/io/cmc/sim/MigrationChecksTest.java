// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import static io.cmc.sim.Admin.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.digitalasset.canton.participant.admin.v0.DomainConnectionConfig;
import com.digitalasset.canton.participant.admin.v0.GetDomainIdRequest;
import com.digitalasset.canton.participant.admin.v0.RegisterDomainRequest;
import io.cmc.sim.fault.Fault;
import io.cmc.sim.fault.Phase;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The checks that MigrateDomain makes before it touches anything, in their order. */
class MigrationChecksTest {

  private static Fleet fleet;

  @BeforeAll
  static void start() {
    fleet = new Fleet(Fleet.plan(14).domain("third", 5));
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  private static DomainConnectionConfig target() {
    return fleet.network().connection("newdomain", "newdomain");
  }

  @Test
  void a_second_migration_in_the_same_process_is_aborted() {
    var admin = fleet.nextOffline();
    var held = fleet.network().faults().atPhase(admin.name(), Phase.P0_ALONE, new Fault.HangAtPhase());
    var first = admin.migrateAsync();
    assertThat(held.awaitHit(Duration.ofSeconds(10))).isTrue();

    var second = refusal(admin::migrate);

    assertThat(second).isEqualTo("ABORTED migrate_domain for participant: PAR::" + admin.node().spec().uid().shown() + " is already in progress");
    held.release();
    first.join();
  }

  @Test
  void the_target_is_asked_before_anything_else() {
    var connected = fleet.next();
    var nobody = target().toBuilder();
    nobody.getSequencerConnectionsBuilder(0).getGrpcBuilder().setConnections(0, "http://127.0.0.1:9");

    var answer = refusal(() -> connected.migrate("nosuch", nobody.build(), false));

    assertThat(answer).matches("CANCELLED FAILED_TO_CONNECT_TO_SEQUENCER\\(9,[0-9a-f]{8}\\): The participant failed to connect to the sequencer");
  }

  @Test
  void a_refused_call_binds_the_alias_for_ever() {
    var admin = fleet.next();
    var refused = refusal(() -> admin.migrate("olddomain", target(), false));
    var wrong = target().toBuilder();
    wrong.getSequencerConnectionsBuilder(0).getGrpcBuilder().setConnections(0, fleet.network().sequencerUrl("third"));

    var later = refusal(() -> admin.migrate("olddomain", wrong.build(), false));

    assertThat(refused).contains("SYNC_SERVICE_DOMAIN_MUST_BE_OFFLINE");
    assertThat(later).contains("DOMAIN_ALIAS_DUPLICATION");
  }

  @Test
  void asking_a_domain_for_its_id_binds_the_alias_as_well() {
    var admin = fleet.nextOffline();
    var manual = fleet.network().connection("third", "third").toBuilder().setManualConnect(true).build();
    admin.connectivity().registerDomain(RegisterDomainRequest.newBuilder().setAdd(manual).build());

    var id = admin.connectivity().getDomainId(GetDomainIdRequest.newBuilder().setDomainAlias("third").build()).getDomainId();

    assertThat(id).isEqualTo(fleet.network().domain("third").id());
    assertThat(refusal(() -> admin.migrate("olddomain", fleet.network().connection("other", "third"), false))).contains("DOMAIN_HANDSHAKE_FAILED");
  }

  @Test
  void an_unknown_source_is_refused_after_the_target_was_asked() {
    var admin = fleet.nextOffline();

    assertThat(refusal(() -> admin.migrate("nosuch", target(), false)))
        .contains("CANCELLED SYNC_SERVICE_UNKNOWN_DOMAIN(11,").endsWith("The domain with alias nosuch is unknown.");
  }

  @Test
  void a_connected_source_is_refused_with_its_alias() {
    var admin = fleet.next();

    assertThat(refusal(admin::migrate)).endsWith("Domain 'olddomain' must be disconnected for the given operation");
    assertThat(admin.statuses()).isEqualTo("A/-");
  }

  @Test
  void a_wrong_expected_id_changes_nothing() {
    var admin = fleet.nextOffline();
    var other = fleet.network().domain("third").id();

    var answer = refusal(() -> admin.migrate("olddomain", target().toBuilder().setDomainId(other).build(), false));

    assertThat(answer).contains("INVALID_DOMAIN_MIGRATION_REQUEST").contains("was expected to be third::1220");
    assertThat(admin.statuses()).isEqualTo("A/-");
  }

  @Test
  void a_configuration_without_its_time_tracker_is_refused_in_words() {
    var admin = fleet.nextOffline();

    assertThat(refusal(() -> admin.migrate("olddomain", target().toBuilder().clearTimeTracker().build(), false)))
        .isEqualTo("CANCELLED FieldNotSet(timeTracker)");
  }

  @Test
  void the_stored_configuration_wins_over_the_one_in_the_request() {
    var admin = fleet.nextOffline();
    var stored = target().toBuilder().setManualConnect(true).setPriority(7).build();
    admin.connectivity().registerDomain(RegisterDomainRequest.newBuilder().setAdd(stored).build());

    admin.migrate("olddomain", target(), false);

    assertThat(admin.node().process().configured()).filteredOn(c -> c.alias().equals("newdomain")).singleElement()
        .satisfies(c -> assertThat(c.config().getPriority()).isEqualTo(7));
  }

  @Test
  void the_source_may_be_down() {
    try (var small = Fleet.plan(1).start()) {
      var admin = new Admin(small, "participantA");
      admin.disconnect("olddomain");
      small.source().stop();

      admin.migrate();

      assertThat(admin.statuses()).isEqualTo("I/A");
    }
  }

  @Test
  void protocol_versions_are_not_compared() {
    var admin = fleet.nextOffline();

    admin.migrate("olddomain", fleet.network().connection("third", "third"), false);

    assertThat(fleet.network().domain("third").spec().protocolVersion()).isEqualTo(fleet.network().source().spec().protocolVersion());
    assertThat(admin.configured()).containsExactly("third");
  }
}
