// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.daml.ledger.api.v1.Record;
import io.cmc.postgres.ThrowawayServer;
import io.cmc.sim.node.Command;
import io.cmc.sim.node.Contract;
import io.cmc.sim.node.Limits;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A domain whose times are short gives nobody up who is there and only slow: a database that does not answer stands for a machine that is busy. */
class BusyMachineTest {

  private static final Duration SHORT = Duration.ofMillis(150);
  /** As {@link #SHORT} adds up until a request is decided, and a lot more. */
  private static final Duration LATER = Duration.ofMillis(1500);

  private String database;
  private Network network;

  @BeforeEach
  void start() {
    database = ThrowawayServer.newDatabase();
    network = Network.builder(database).sharedDatabase().participants(2).contracts(1).timing(Fleet.timing()).domainTimeouts(SHORT, SHORT, SHORT)
        .limits("participantA", Limits.NONE).limits("participantB", Limits.NONE).start();
  }

  @AfterEach
  void stop() {
    network.close();
  }

  @Test
  void who_is_connected_and_slow_is_waited_for_while_the_clock_of_the_domain_stands_still() throws Exception {
    CompletableFuture<Optional<Contract>> verdict;
    try (var slow = blocked("participantb.dirty_requests")) {
      var begun = Instant.now();
      verdict = submit();
      Fleet.await(() -> Duration.between(begun, Instant.now()).compareTo(LATER) > 0);

      assertThat(verdict).isNotDone();
      assertThat(network.source().time()).isBefore(begun.plus(LATER));
    }

    assertThat(verdict.get(20, TimeUnit.SECONDS)).isPresent();
    Fleet.await(() -> Duration.between(network.source().time(), Instant.now()).compareTo(SHORT) < 0);
  }

  @Test
  void a_domain_that_is_slow_itself_makes_no_request_late() throws Exception {
    CompletableFuture<Optional<Contract>> verdict;
    try (var slow = blocked("olddomain.domain_requests")) {
      var begun = Instant.now();
      verdict = submit();
      Fleet.await(() -> Duration.between(begun, Instant.now()).compareTo(LATER) > 0);

      assertThat(verdict).isNotDone();
    }

    assertThat(verdict.get(20, TimeUnit.SECONDS)).isPresent();
  }

  @Test
  void who_is_slow_to_send_is_waited_for_too() throws Exception {
    CompletableFuture<Optional<Contract>> sending;
    try (var slow = blocked("participanta.in_flight_submissions")) {
      sending = CompletableFuture.supplyAsync(() -> submit().join(), Thread::startVirtualThread);
      Fleet.await(() -> Duration.between(network.source().time(), Instant.now()).compareTo(LATER) > 0);

      assertThat(sending).isNotDone();
    }

    assertThat(sending.get(20, TimeUnit.SECONDS)).isPresent();
  }

  @Test
  void a_submission_is_counted_as_overdue_by_the_clock_of_the_domain() throws Exception {
    var a = network.participant("participantA").process();
    try (var slow = blocked("participantb.dirty_requests")) {
      submit();
      Fleet.await(() -> Duration.between(network.source().time(), Instant.now()).compareTo(LATER) > 0);
      network.source().freeze();
      submit();

      assertThat(a.inFlight(network.source().id()).submissions()).isZero();
    }
    network.source().thaw();

    Fleet.await(() -> a.dirtyRequests() == 0);
  }

  @Test
  void who_is_frozen_is_not_waited_for() {
    network.participant("participantB").freeze();

    assertThatThrownBy(() -> submit().get(20, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class)
        .hasMessageContaining("sufficient confirmations within the expected timeframe");
  }

  private CompletableFuture<Optional<Contract>> submit() {
    var parties = network.participants().stream().map(p -> p.spec().parties().getFirst()).toList();
    return network.participant("participantA").process().ledger()
        .submit(Command.create(Cast.IOU, parties.subList(0, 1), parties.subList(1, 2), Record.getDefaultInstance()));
  }

  /** Nobody can write into the table until it is closed. */
  private Connection blocked(String table) throws SQLException {
    var session = DriverManager.getConnection(database);
    session.setAutoCommit(false);
    try (var lock = session.createStatement()) {
      lock.execute("lock table " + table + " in share mode");
    }
    return session;
  }
}
