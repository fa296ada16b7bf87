// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import static io.cmc.sim.Admin.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.daml.ledger.api.v1.Record;
import io.cmc.sim.node.Command;
import io.cmc.sim.node.Limits;
import io.cmc.sim.node.Participant;
import io.cmc.sim.node.Release;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Work that is not finished, and what each release does about it. A is the one who submits, B the one who does not answer. */
class InFlightTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private static NetworkBuilder plan() {
    return Fleet.plan(2).limits("participantA", Limits.NONE).domainTimeouts(LONG, LONG, LONG);
  }

  private static Admin withUndecided(Network network) {
    network.participant("participantB").freeze();
    var a = new Admin(network, "participantA");
    submit(network, a.node());
    Fleet.await(() -> a.node().process().dirtyRequests() == 1);
    return a;
  }

  private static void submit(Network network, Participant from) {
    var parties = network.participants().stream().map(p -> p.spec().parties().getFirst()).toList();
    from.process().ledger().submit(Command.create(Cast.IOU, from.spec().parties(), parties, Record.getDefaultInstance()));
  }

  @Test
  void an_undecided_request_is_counted_and_holds_a_migration_back_until_it_is_decided() {
    try (var network = plan().start()) {
      var a = withUndecided(network);
      a.disconnect("olddomain");

      assertThat(a.inFlight("olddomain").getPendingTransactions()).isEqualTo(1);
      assertThat(refusal(a::migrate)).contains("SYNC_SERVICE_DOMAIN_MUST_NOT_HAVE_IN_FLIGHT_TRANSACTIONS");
      assertThat(a.statuses()).isEqualTo("A/-");

      a.connect("olddomain");
      network.participant("participantB").thaw();
      Fleet.await(() -> a.inFlight("olddomain").getPendingTransactions() == 0);
      a.disconnect("olddomain");
      a.migrate();

      assertThat(a.contractsOn("newdomain")).isEqualTo(5);
    }
  }

  @Test
  void a_forced_migration_forks_the_ledger_without_a_word() {
    try (var network = plan().start()) {
      var a = withUndecided(network);
      var b = new Admin(network, "participantB");
      a.disconnect("olddomain");

      a.migrate("olddomain", network.connection("newdomain", "newdomain"), true);
      b.node().thaw();
      Fleet.await(() -> b.node().process().dirtyRequests() == 0 || b.inFlight("olddomain").getPendingTransactions() == 0);

      assertThat(a.inFlight("olddomain").getPendingTransactions()).isZero();
      assertThat(a.contractsOn("newdomain")).isEqualTo(4);
    }
  }

  @Test
  void release_2_8_checks_nothing_and_loses_the_request() {
    try (var network = plan().release(Release.V2_8).start()) {
      var a = withUndecided(network);
      a.disconnect("olddomain");

      a.migrate();

      assertThat(a.node().process().dirtyRequests()).isZero();
      assertThat(a.contractsOn("newdomain")).isEqualTo(4);
    }
  }

  @Test
  void release_2_9_4_overlooks_requests_and_sees_submissions() {
    try (var network = plan().release(Release.V2_9_4).domainTimeouts(LONG, LONG, Duration.ofMillis(800)).start()) {
      var a = withUndecided(network);
      network.source().freeze();
      submit(network, a.node());
      a.disconnect("olddomain");
      Fleet.await(() -> a.node().process().inFlight(network.source().id()).submissions() == 1);

      assertThat(refusal(a::migrate)).contains("SYNC_SERVICE_DOMAIN_MUST_NOT_HAVE_IN_FLIGHT_TRANSACTIONS");
      network.source().thaw();
      a.connect("olddomain");
      Fleet.await(() -> a.node().process().inFlight(network.source().id()).submissions() == 0);
      a.disconnect("olddomain");

      assertThat(a.node().process().dirtyRequests()).isEqualTo(1);
      assertThat(refusal(a::migrate)).isEqualTo("OK");
    }
  }

  @Test
  void a_fresh_submission_is_not_counted_until_its_time_is_over() {
    try (var network = plan().domainTimeouts(LONG, LONG, Duration.ofMillis(1500)).start()) {
      var a = new Admin(network, "participantA");
      network.source().freeze();
      submit(network, a.node());
      a.disconnect("olddomain");

      assertThat(a.inFlight("olddomain").getPendingSubmissions()).isZero();
      Fleet.await(() -> a.inFlight("olddomain").getPendingSubmissions() == 1);
    }
  }

  @Test
  void a_request_that_is_not_confirmed_is_rejected_when_its_time_is_over() {
    try (var network = Fleet.plan(2).limits("participantA", Limits.NONE).start()) {
      var a = withUndecided(network);

      Fleet.await(() -> a.node().process().dirtyRequests() == 0);

      assertThat(a.contractsOn("olddomain")).isEqualTo(4);
    }
  }

  @Test
  void what_a_participant_missed_while_disconnected_reaches_it_when_it_is_back() {
    try (var network = plan().start()) {
      var a = new Admin(network, "participantA");
      var b = new Admin(network, "participantB");
      b.disconnect("olddomain");
      submit(network, a.node());
      Fleet.await(() -> a.node().process().dirtyRequests() == 1);

      b.connect("olddomain");

      Fleet.await(() -> List.of(a, b).stream().allMatch(p -> p.contractsOn("olddomain") == 5));
    }
  }
}
