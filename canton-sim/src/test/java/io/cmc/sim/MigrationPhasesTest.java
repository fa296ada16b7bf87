// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import static io.cmc.sim.Admin.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.daml.ledger.api.v1.Record;
import com.digitalasset.canton.health.admin.v0.GetLastErrorTraceRequest;
import com.digitalasset.canton.health.admin.v0.StatusServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.ConnectDomainRequest;
import com.digitalasset.canton.participant.admin.v0.DomainConnectivityServiceGrpc;
import io.cmc.sim.fault.Fault;
import io.cmc.sim.fault.Phase;
import io.cmc.sim.node.Command;
import io.cmc.sim.node.Release;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left when a participant dies inside a migration, and what the same call does afterwards. */
class MigrationPhasesTest {

  private static Fleet fleet;

  @BeforeAll
  static void start() {
    fleet = new Fleet(Fleet.plan(16).timing(Fleet.timing().withMoving(5000, 3)));
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  /** Each participant has four contracts with each of two neighbours. */
  @ParameterizedTest(name = "dies at {0}: left {1}, {2} contracts moved, comes back to {3}")
  @CsvSource({
      "P5_IDLE,             A/-, 0, olddomain",
      "M2_TARGET_STORED,    A/M, 0, olddomain",
      "M3_TARGET_MIGRATING, A/M, 0, olddomain",
      "M3_SOURCE_VACATING,  V/M, 0, ",
      "M4_TARGET_PREPARED,  V/M, 0, ",
      "M5_BATCH_MOVED,      V/M, 3, ",
      "M5_CONTRACTS_MOVED,  V/M, 8, ",
      "M6_TARGET_ACTIVE,    V/A, 8, newdomain"})
  void the_same_call_completes_what_a_crash_left_behind(Phase phase, String left, int moved, String comesBackTo) {
    var admin = fleet.nextOffline();
    fleet.network().faults().atPhase(admin.name(), phase, new Fault.RestartAtPhase());

    assertThat(refusal(admin::migrate)).startsWith("UNAVAILABLE");
    Fleet.awaitUp(admin);

    assertThat(admin.statuses()).isEqualTo(left);
    assertThat(admin.contractsOn("newdomain")).isEqualTo(moved);
    assertThat(admin.connected()).isEqualTo(comesBackTo == null ? List.of() : List.of(comesBackTo));

    if (comesBackTo != null) admin.disconnect(comesBackTo);
    admin.migrate();

    assertThat(admin.statuses()).isEqualTo("I/A");
    assertThat(admin.contractsOn("newdomain")).isEqualTo(8);
    assertThat(fleet.network().journal().completedMoves(admin.name())).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"M7_SOURCE_INACTIVE", "M8_PURGED"})
  void a_finished_migration_refuses_the_same_call(Phase phase) {
    var admin = fleet.nextOffline();
    fleet.network().faults().atPhase(admin.name(), phase, new Fault.RestartAtPhase());
    assertThat(refusal(admin::migrate)).startsWith("UNAVAILABLE");
    Fleet.awaitUp(admin);

    var connected = refusal(admin::migrate);
    admin.disconnect("newdomain");
    var offline = refusal(admin::migrate);

    assertThat(connected).contains("SYNC_SERVICE_DOMAIN_MUST_BE_OFFLINE").contains("'newdomain'");
    assertThat(offline).contains("INVALID_DOMAIN_MIGRATION_REQUEST").endsWith("is in an invalid state for the requested migration Inactive");
  }

  @Test
  void releases_without_batches_move_everything_or_nothing() {
    try (var small = Fleet.plan(2).release(Release.V2_9_7).timing(Fleet.timing().withMoving(5000, 1)).start()) {
      var admin = new Admin(small, "participantA");
      admin.disconnect("olddomain");
      var never = small.faults().atPhase("participantA", Phase.M5_BATCH_MOVED, new Fault.RestartAtPhase());

      admin.migrate();

      assertThat(never.awaitHit(Duration.ZERO)).isFalse();
      assertThat(admin.contractsOn("newdomain")).isEqualTo(4);
    }
  }

  @Test
  void connecting_waits_behind_a_migration_and_lists_do_not() {
    var admin = fleet.nextOffline();
    var held = fleet.network().faults().atPhase(admin.name(), Phase.M4_TARGET_PREPARED, new Fault.HangAtPhase());
    var running = admin.migrateAsync();
    assertThat(held.awaitHit(Duration.ofSeconds(10))).isTrue();

    var impatient = refusal(() -> DomainConnectivityServiceGrpc.newBlockingStub(fleet.network().admin(admin.name()))
        .withDeadlineAfter(300, TimeUnit.MILLISECONDS).connectDomain(ConnectDomainRequest.newBuilder().setDomainAlias("newdomain").build()));

    assertThat(impatient).startsWith("DEADLINE_EXCEEDED");
    assertThat(admin.configured()).isEmpty();
    held.release();
    running.join();
    // the call that nobody waits for any more is carried out all the same
    Fleet.await(() -> admin.connected().equals(List.of("newdomain")));
  }

  @Test
  void a_target_that_dies_in_the_middle_makes_the_call_hang_until_it_is_back() {
    try (var small = Fleet.plan(1).start()) {
      var admin = new Admin(small, "participantA");
      admin.disconnect("olddomain");
      var held = small.faults().atPhase("participantA", Phase.M3_SOURCE_VACATING, new Fault.HangAtPhase());
      var running = admin.migrateAsync();
      assertThat(held.awaitHit(Duration.ofSeconds(10))).isTrue();
      small.target().stop();
      held.release();

      assertThat(running).isNotDone();
      assertThat(admin.statuses()).isEqualTo("V/M");
      small.target().start();

      running.join();
      assertThat(admin.statuses()).isEqualTo("I/A");
    }
  }

  @Test
  void the_status_of_each_domain_can_be_probed_by_a_purge() {
    var admin = fleet.nextOffline();
    var before = refusal(() -> admin.purge("olddomain"));
    fleet.network().faults().atPhase(admin.name(), Phase.M4_TARGET_PREPARED, new Fault.RestartAtPhase());
    refusal(admin::migrate);
    Fleet.awaitUp(admin);
    var source = refusal(() -> admin.purge("olddomain"));
    var target = refusal(() -> admin.purge("newdomain"));
    admin.migrate();

    assertThat(before).contains("SYNC_SERVICE_DOMAIN_STATUS_MUST_BE_INACTIVE").endsWith("has status Active and therefore cannot be purged.");
    assertThat(source).endsWith("Domain 'olddomain' has status Vacating and therefore cannot be purged.");
    assertThat(target).endsWith("Domain 'newdomain' has status MigratingTo and therefore cannot be purged.");
    assertThat(refusal(() -> admin.purge("olddomain"))).isEqualTo("OK");
    assertThat(refusal(() -> admin.purge("nosuch"))).startsWith("NOT_FOUND SYNC_SERVICE_UNKNOWN_DOMAIN");
  }

  @Test
  void an_attempt_to_connect_names_the_status() {
    var admin = fleet.nextOffline();
    fleet.network().faults().atPhase(admin.name(), Phase.M4_TARGET_PREPARED, new Fault.RestartAtPhase());
    refusal(admin::migrate);
    Fleet.awaitUp(admin);

    assertThat(refusal(() -> admin.connect("olddomain")))
        .isEqualTo("FAILED_PRECONDITION SYNC_SERVICE_DOMAIN_STATUS_NOT_ACTIVE(9,0): Domain 'olddomain' has status Vacating and can therefore not be connected to.");
    assertThat(refusal(() -> admin.connect("newdomain"))).contains("has status MigratingTo");
  }

  @Test
  void a_broken_migration_tells_its_caller_nothing_and_keeps_the_reason_under_a_trace() {
    var admin = fleet.nextOffline();
    var foreign = Command.contract("foreign", Cast.IOU, List.of("stranger::1220ff"), List.of(), Record.getDefaultInstance());
    admin.node().seed(List.of(foreign), fleet.network().source().id());

    var answer = refusal(admin::migrate);

    assertThat(answer).matches("CANCELLED An error occurred. Please contact the operator and inquire about the request [0-9a-f]{8} with tid [0-9a-f]{32}");
    var trace = answer.substring(answer.lastIndexOf(' ') + 1);
    var messages = StatusServiceGrpc.newBlockingStub(fleet.network().admin(admin.name()))
        .getErrorTrace(GetLastErrorTraceRequest.newBuilder().setTraceId(trace).build()).getMessagesList();
    assertThat(messages).singleElement().asString().contains("BROKEN_DOMAIN_MIGRATION").contains("without at least one stakeholder");
    assertThat(admin.statuses()).isEqualTo("V/M");
  }
}
