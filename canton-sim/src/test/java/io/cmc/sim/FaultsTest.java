// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import static io.cmc.sim.Admin.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.digitalasset.canton.participant.admin.v0.CountInFlight;
import com.digitalasset.canton.participant.admin.v0.DisconnectDomainRequest;
import com.digitalasset.canton.participant.admin.v0.DomainConnectivityServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.DomainConnectivityServiceGrpc.DomainConnectivityServiceBlockingStub;
import com.digitalasset.canton.participant.admin.v0.ListConnectedDomainsResponse;
import io.cmc.sim.fault.Fault;
import io.cmc.sim.fault.Faults;
import io.cmc.sim.journal.JournalEntry;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FaultsTest {

  private static final String DISCONNECT = "DomainConnectivityService/DisconnectDomain";
  private static Fleet fleet;

  @BeforeAll
  static void start() {
    fleet = new Fleet(Fleet.plan(12));
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  private static DomainConnectivityServiceBlockingStub impatient(Admin admin) {
    return DomainConnectivityServiceGrpc.newBlockingStub(fleet.network().admin(admin.name())).withDeadlineAfter(500, TimeUnit.MILLISECONDS);
  }

  private static String disconnectImpatiently(Admin admin) {
    return refusal(() -> impatient(admin).disconnectDomain(DisconnectDomainRequest.newBuilder().setDomainAlias("olddomain").build()));
  }

  @Test
  void a_failure_before_the_effect_never_reaches_the_node() {
    var admin = fleet.next();
    fleet.network().faults().inject(admin.name(), DISCONNECT, new Fault.FailBefore(Status.Code.UNAVAILABLE, "io exception"));

    assertThat(refusal(() -> admin.disconnect("olddomain"))).isEqualTo("UNAVAILABLE io exception");

    assertThat(admin.connected()).containsExactly("olddomain");
    assertThat(fleet.network().journal().calls(admin.name(), DISCONNECT)).isEmpty();
    admin.disconnect("olddomain");
    assertThat(admin.connected()).as("it strikes once").isEmpty();
  }

  @Test
  void a_failure_after_the_effect_hides_that_it_happened() {
    var admin = fleet.next();
    fleet.network().faults().inject(admin.name(), DISCONNECT, new Fault.FailAfter(Status.Code.UNAVAILABLE, "connection reset"));

    assertThat(refusal(() -> admin.disconnect("olddomain"))).isEqualTo("UNAVAILABLE connection reset");

    assertThat(admin.connected()).isEmpty();
    assertThat(fleet.network().journal().calls(admin.name(), DISCONNECT)).extracting(JournalEntry::outcome).containsExactly("OK");
  }

  @Test
  void a_dropped_reply_and_a_late_one_leave_the_caller_with_its_deadline() {
    var dropped = fleet.next();
    var late = fleet.next();
    fleet.network().faults().inject(dropped.name(), DISCONNECT, new Fault.DropReply());
    fleet.network().faults().inject(late.name(), DISCONNECT, new Fault.AnswerLate(Duration.ofSeconds(2)));

    assertThat(disconnectImpatiently(dropped)).startsWith("DEADLINE_EXCEEDED");
    assertThat(disconnectImpatiently(late)).startsWith("DEADLINE_EXCEEDED");

    Fleet.await(() -> dropped.connected().isEmpty() && late.connected().isEmpty());
  }

  @Test
  void a_call_hangs_until_the_fault_is_released_and_is_carried_out_then() {
    var admin = fleet.next();
    var fault = fleet.network().faults().inject(admin.name(), DISCONNECT, new Fault.HangBefore());
    var call = CompletableFuture.runAsync(() -> admin.disconnect("olddomain"), Thread::startVirtualThread);
    assertThat(fault.awaitHit(Duration.ofSeconds(10))).isTrue();

    assertThat(admin.connected()).containsExactly("olddomain");
    fault.release();
    call.join();

    assertThat(admin.connected()).isEmpty();
  }

  @Test
  void a_node_can_be_made_to_lie() {
    var admin = fleet.next();
    var faults = fleet.network().faults();
    faults.inject(admin.name(), "DomainConnectivityService/ListConnectedDomains", new Fault.Lie(ListConnectedDomainsResponse.getDefaultInstance().toByteString()));
    for (var n : new int[] {3, 1}) {
      faults.inject(admin.name(), "InspectionService/CountInFlight",
          new Fault.Lie(CountInFlight.Response.newBuilder().setPendingTransactions(n).build().toByteString()));
    }

    assertThat(admin.connected()).isEmpty();
    assertThat(admin.connected()).containsExactly("olddomain");
    assertThat(admin.inFlight("olddomain").getPendingTransactions()).isEqualTo(3);
    assertThat(admin.inFlight("olddomain").getPendingTransactions()).isEqualTo(1);
    assertThat(admin.inFlight("olddomain").getPendingTransactions()).isZero();
  }

  @Test
  void a_node_without_its_database_answers_when_it_has_it_back() {
    var admin = fleet.next();
    var fault = fleet.network().faults().databaseTrouble(admin.name());
    var reading = CompletableFuture.supplyAsync(admin::limits, Thread::startVirtualThread);
    assertThat(fault.awaitHit(Duration.ofSeconds(10))).isTrue();

    assertThat(reading).isNotDone();
    fault.release();

    assertThat(reading.join().getMaxBurstFactor()).isPositive();
  }

  @Test
  void who_only_asks_whether_a_database_is_out_of_reach_uses_nothing_of_the_fault_up() {
    var faults = new Faults();
    var fault = faults.inject("participantA", "database", new Fault.DatabaseTrouble(), 1);

    assertThat(faults.databaseIsDown("participantA")).isTrue();
    assertThat(faults.databaseIsDown("participantA")).isTrue();
    assertThat(fault.awaitHit(Duration.ZERO)).isFalse();

    assertThat(faults.databaseFails("participantA")).isTrue();
    assertThat(fault.awaitHit(Duration.ZERO)).isTrue();
    assertThat(faults.databaseIsDown("participantA")).isFalse();
  }

  @Test
  void a_frozen_node_answers_nothing_and_a_dead_one_breaks_the_connection() {
    var frozen = fleet.next();
    var dead = fleet.next();
    frozen.node().freeze();

    assertThat(disconnectImpatiently(frozen)).startsWith("DEADLINE_EXCEEDED");
    frozen.node().thaw();
    Fleet.await(() -> frozen.connected().isEmpty());
    dead.node().crash();
    assertThat(refusal(dead::connected)).startsWith("UNAVAILABLE");
  }
}
