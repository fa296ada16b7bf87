// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.daml.ledger.api.v1.Identifier;
import com.daml.ledger.api.v1.Record;
import com.digitalasset.canton.participant.admin.v0.MigrateDomainRequest;
import com.digitalasset.canton.participant.admin.v0.ParticipantRepairServiceGrpc;
import io.cmc.postgres.ThrowawayServer;
import io.cmc.sim.Network;
import io.cmc.sim.NetworkBuilder;
import io.cmc.sim.fault.Fault;
import io.cmc.sim.fault.Phase;
import io.cmc.sim.node.Command;
import io.cmc.sim.node.Edition;
import io.cmc.sim.node.Limits;
import io.cmc.sim.node.Participant;
import io.cmc.sim.node.Timing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What real Canton 2.10 nodes answered, the simulator has to answer: same status, same error id and text, same lists. */
class RecordedExchangesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  /** Recorded when they ended; they had begun long before, and a test starts them there. */
  private static final Set<String> BEGAN_EARLIER = Set.of("migrate A, kill -9 newdomain in the middle 10", "force it 4");

  @Test
  void a_community_network_at_rest_answers_as_recorded() {
    try (var network = network().edition(Edition.COMMUNITY).start()) {
      var played = play(network, "recorded-0", Map.of());

      assertThat(played).hasSizeGreaterThan(50);
    }
  }

  @Test
  void refusals_of_a_migration_answer_as_recorded() {
    try (var network = network().start()) {
      var played = play(network, "recorded-2", Map.of(
          "new domain down: migrate while connected, then while disconnected 1", () -> network.target().stop(),
          "start new domain 1", () -> network.target().start(),
          "unknown source, same alias, empty alias, wrong expected domain id, bad domain id 1", () -> awaitPingAnswered(network)));

      assertThat(played).hasSizeGreaterThan(35);
    }
  }

  @Test
  void limits_unfinished_work_and_a_half_migrated_network_answer_as_recorded() {
    try (var network = network().start()) {
      var a = network.participant("participantA");
      var played = play(network, "recorded-3", Map.of(
          "in-flight: B stopped (SIGSTOP); bob... alice transfer; A exercise needing B 1", () -> awaitDecided(network),
          "in-flight: B stopped (SIGSTOP); bob... alice transfer; A exercise needing B 3", () -> awaitDecided(network),
          "in-flight: B stopped (SIGSTOP); bob... alice transfer; A exercise needing B 4", () -> leaveUndecided(network),
          "reconnect old, drain 3", () -> network.participant("participantB").thaw(),
          "in-flight: domain frozen (SIGSTOP), A submits -> unsequenced submission 1", () -> leaveUnsequenced(network),
          "force it 5", () -> await(() -> a.process().inFlight(network.source().id()).submissions() == 1),
          "A migrated, B not: connect, ping 1", () -> network.source().thaw()));

      assertThat(played).hasSizeGreaterThan(60);
    }
  }

  @Test
  void an_upgrade_and_a_downgrade_answer_as_recorded() {
    try (var network = network().start()) {
      var played = play(network, "recorded-4", Map.of());

      assertThat(played).hasSizeGreaterThan(30);
    }
  }

  @Test
  void a_target_killed_in_the_middle_answers_as_recorded_and_the_migration_ends_when_it_is_back() {
    try (var network = network().start()) {
      var played = play(network, "recorded-6", Map.of(
          "migrate A, kill -9 newdomain in the middle 5", () -> killTargetInTheMiddle(network)));

      assertThat(played).hasSizeGreaterThan(15);
      // the recorded answers came within milliseconds of the restart, before the node had noticed it
      restartTarget(network);
      network.faults().clear();
      await(() -> network.journal().completedMoves("participantA") == 1);
    }
  }

  @Test
  void a_deadline_a_dead_domain_and_a_restart_answer_as_recorded() {
    try (var network = network().timing(timing().withPrepareTarget(Duration.ofMillis(800))).limits("participantB", new Limits(500, 200, 0.5)).start()) {
      var b = network.participant("participantB");
      var played = play(network, "recorded-7", Map.of(
          "B: client deadline 1 s on MigrateDomain: does the server go on? 6", () -> await(() -> network.journal().completedMoves("participantB") == 1),
          "new domain down: reconnect, connect, getdomainid, ping 1", () -> network.target().stop(),
          "new domain down: reconnect, connect, getdomainid, ping 9", () -> backAndConnected(network, b),
          "connected, then the domain dies: healthy flag 4", () -> killAndNotice(network, b),
          "connected, then the domain dies: healthy flag 9", () -> network.target().start(),
          "participant restart after the migration: auto reconnect to the new domain? 1", () -> restart(b)));

      assertThat(played).hasSizeGreaterThan(20);
    }
  }

  private static List<String> play(Network network, String recording, Map<String, Runnable> before) {
    var replayer = new Replayer(network);
    for (var exchange : Exchange.read(lines(recording))) {
      if (BEGAN_EARLIER.contains(exchange.section() + " " + exchange.number())) continue;
      before.getOrDefault(exchange.section() + " " + exchange.number(), () -> { }).run();
      replayer.replay(exchange);
    }
    return replayer.played();
  }

  /** Requests stay undecided longer than a test, and a silent domain is given up soon. */
  private static NetworkBuilder network() {
    return Network.builder(ThrowawayServer.newDatabase()).sharedDatabase().seed(3).domain("eqdomain", 5).timing(timing())
        .limits("participantA", Limits.NONE).limits("participantB", Limits.NONE)
        .domainTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(4));
  }

  private static Timing timing() {
    return Timing.quick().withSequencerInfo(Duration.ofMillis(500));
  }

  /** On the real nodes minutes passed here, in which a late answer to a ping that had failed came to its end. */
  private static void awaitPingAnswered(Network network) {
    await(() -> network.participants().stream().allMatch(p -> p.process().dirtyRequests() == 0
        && p.process().contracts(List.of(p.spec().uid().toString()), "", 1).isEmpty()));
  }

  /** Both have seen the end of everything, also of what the other has already been answered; the real nodes had minutes for it. */
  private static void awaitDecided(Network network) {
    await(() -> network.participants().stream().allMatch(p -> !p.process().pinger().isAnswering() && p.process().dirtyRequests() == 0));
  }

  private static void leaveUndecided(Network network) {
    var a = network.participant("participantA");
    network.participant("participantB").freeze();
    submit(network, a);
    await(() -> a.process().dirtyRequests() == 1);
  }

  private static void leaveUnsequenced(Network network) {
    network.source().freeze();
    submit(network, network.participant("participantA"));
  }

  private static void submit(Network network, Participant from) {
    var parties = network.participants().stream().map(p -> p.spec().parties().getFirst()).toList();
    from.process().ledger().submit(Command.create(Identifier.getDefaultInstance(), from.spec().parties(), parties, Record.getDefaultInstance()));
  }

  private static void killTargetInTheMiddle(Network network) {
    var inTheMiddle = network.faults().atPhase("participantA", Phase.M3_SOURCE_VACATING, new Fault.HangAtPhase());
    network.faults().atPhase("participantA", Phase.M4_TARGET_PREPARED, new Fault.HangAtPhase());
    migrateInTheBackground(network);
    assertThat(inTheMiddle.awaitHit(PATIENCE)).isTrue();
    network.target().stop();
    inTheMiddle.release();
  }

  private static void migrateInTheBackground(Network network) {
    ParticipantRepairServiceGrpc.newFutureStub(network.admin("participantA")).withDeadlineAfter(1, TimeUnit.SECONDS)
        .migrateDomain(MigrateDomainRequest.newBuilder().setSourceAlias("olddomain")
            .setTargetDomainConnectionConfig(network.connection("newdomain", "newdomain")).build());
  }

  private static void restartTarget(Network network) {
    network.target().start();
  }

  private static void backAndConnected(Network network, Participant participant) {
    network.target().start();
    await(() -> participant.process().connections().isConnectedTo(network.target().id()));
  }

  private static void killAndNotice(Network network, Participant participant) {
    network.target().stop();
    await(() -> participant.process().connections().connected().stream().noneMatch(c -> c.healthy()));
  }

  private static void restart(Participant participant) {
    participant.restart();
    assertThat(participant.awaitStarted(PATIENCE)).isTrue();
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(PATIENCE).until(condition);
  }

  private static List<String> lines(String recording) {
    try (var in = RecordedExchangesTest.class.getResourceAsStream("/recorded/" + recording + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
