// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import static io.cmc.controller.adapter.canton2.SimulatedNetwork.ALFA;
import static io.cmc.controller.adapter.canton2.SimulatedNetwork.BRAVO;
import static io.cmc.controller.adapter.canton2.SimulatedNetwork.NEW;
import static io.cmc.controller.adapter.canton2.SimulatedNetwork.OLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.controller.port.ParticipantNode.DomainState;
import io.cmc.controller.secrecy.SecretReader;
import io.cmc.id.NodeName;
import io.cmc.id.NodeUid;
import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.Endpoint;
import io.cmc.plan.ParticipantPlan;
import io.cmc.plan.TargetDomain;
import io.cmc.proof.ResourceLimits;
import io.cmc.rejection.ProblemCode;
import io.cmc.sim.Network;
import io.cmc.sim.fault.Fault;
import io.cmc.sim.fault.Phase;
import io.cmc.sim.node.DomainRules;
import io.cmc.sim.node.Release;
import io.cmc.sim.node.Timing;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Every refusal and every lost answer as the simulated nodes give them, over real connections. */
class RefusalsOfTheSimulatorTest {

  private static final String MIGRATE = "ParticipantRepairService/MigrateDomain";
  private static final SynchronizerAlias OTHER = new SynchronizerAlias("newdomain-m2");

  @Test void a_move_that_must_not_begin_is_refused_with_its_reason() {
    try (var sim = SimulatedNetwork.start(SimulatedNetwork.network().participants(1).domain("third", 7)
        .timing(Timing.quick().withSequencerInfo(Duration.ofSeconds(1))))) {
      var node = sim.participant(ALFA);

      assertRefused(() -> node.migrate(OLD, sim.target()), Kind.PERMANENT, ProblemCode.BARRIER_BROKEN, "SYNC_SERVICE_DOMAIN_MUST_BE_OFFLINE");
      node.disconnect(OLD);
      assertRefused(() -> node.migrate(new SynchronizerAlias("nosuch"), sim.target()), Kind.PERMANENT, ProblemCode.SOURCE_UNKNOWN,
          "SYNC_SERVICE_UNKNOWN_DOMAIN");
      assertRefused(() -> node.migrate(OLD, sim.target(NEW, "third")), Kind.PERMANENT, ProblemCode.ALIAS_TAKEN, "DOMAIN_ALIAS_DUPLICATION");
      assertRefused(() -> node.migrate(OLD, sim.target(OTHER, Network.TARGET)), Kind.PERMANENT, ProblemCode.TARGET_KNOWN, "DOMAIN_HANDSHAKE_FAILED");
      assertRefused(() -> node.migrate(OLD, wrongId(sim)), Kind.PERMANENT, ProblemCode.TARGET_ID_DIFFERS, "was expected to be");
      sim.network.target().stop();
      assertRefused(() -> node.migrate(OLD, sim.target()), Kind.TRANSIENT, ProblemCode.TARGET_UNREACHABLE, "FAILED_TO_CONNECT_TO_SEQUENCER");
      assertRefused(() -> sim.entrance(Network.TARGET).facts(), Kind.TRANSIENT, ProblemCode.TARGET_UNREACHABLE, "UNAVAILABLE");
      assertThat(node.configured()).extracting(ParticipantNode.Configured::alias).containsExactly(OLD);
    }
  }

  private static TargetDomain wrongId(SimulatedNetwork sim) {
    return new TargetDomain(NEW, new SynchronizerId("newdomain::1220" + "ab".repeat(32)), 7, sim.target().sequencers(), Optional.empty(),
        Optional.empty());
  }

  @Test void a_move_that_was_finished_before_is_an_open_question_that_the_node_answers() {
    try (var sim = SimulatedNetwork.start(SimulatedNetwork.network().participants(1))) {
      var node = sim.participant(ALFA);
      node.disconnect(OLD);
      node.migrate(OLD, sim.target());

      assertRefused(() -> node.migrate(OLD, sim.target()), Kind.PERMANENT, ProblemCode.MOVE_UNRESOLVED, "Inactive");
      assertThat(node.probe(OLD)).isEqualTo(DomainState.INACTIVE);
      assertRefused(() -> node.connect(OLD), Kind.PERMANENT, ProblemCode.NODE_REFUSED, "SYNC_SERVICE_DOMAIN_STATUS_NOT_ACTIVE");
      node.connect(NEW);
      assertRefused(() -> node.migrate(OLD, sim.target()), Kind.TRANSIENT, ProblemCode.MOVE_UNRESOLVED, "must be disconnected");
    }
  }

  @Test void a_second_call_while_one_runs_is_an_unknown_outcome() throws Exception {
    try (var sim = SimulatedNetwork.start(SimulatedNetwork.network().participants(1))) {
      var node = sim.participant(ALFA);
      node.disconnect(OLD);
      var hanging = sim.network.faults().atPhase(ALFA, Phase.M4_TARGET_PREPARED, new Fault.HangAtPhase());
      var first = CompletableFuture.runAsync(() -> node.migrate(OLD, sim.target()));
      assertThat(hanging.awaitHit(Duration.ofSeconds(10))).isTrue();

      assertThat(node.configured()).isEmpty();
      assertThat(node.probe(OLD)).isEqualTo(DomainState.VACATING);
      assertThat(node.probe(NEW)).isEqualTo(DomainState.MIGRATING_TO);
      assertRefused(() -> node.migrate(OLD, sim.target()), Kind.OUTCOME_UNKNOWN, ProblemCode.MOVE_UNRESOLVED, "already in progress");

      sim.network.faults().clear();
      first.get(20, TimeUnit.SECONDS);
      assertThat(node.probe(OLD)).isEqualTo(DomainState.INACTIVE);
      assertThat(sim.network.journal().completedMoves(ALFA)).isEqualTo(1);
    }
  }

  @Test void a_node_that_dies_half_way_is_finished_by_the_same_call() {
    try (var sim = SimulatedNetwork.start(SimulatedNetwork.network().participants(1).contracts(30))) {
      var before = sim.ledger(ALFA).contracts();
      var node = sim.participant(ALFA);
      node.disconnect(OLD);
      sim.network.faults().atPhase(ALFA, Phase.M4_TARGET_PREPARED, new Fault.RestartAtPhase());

      assertRefused(() -> node.migrate(OLD, sim.target()), Kind.OUTCOME_UNKNOWN, ProblemCode.MOVE_UNRESOLVED, "");
      assertThat(sim.eventually(() -> node.probe(OLD))).isEqualTo(DomainState.VACATING);
      sim.network.participant(ALFA).awaitStarted(Duration.ofSeconds(20));
      assertThat(node.configured()).isEmpty();
      node.migrate(OLD, sim.target());

      assertThat(node.probe(OLD)).isEqualTo(DomainState.INACTIVE);
      assertThat(sim.ledger(ALFA).contracts()).isEqualTo(before);
    }
  }

  @Test void a_target_that_does_not_let_the_participant_in_leaves_it_half_way_with_the_reason() {
    try (var sim = SimulatedNetwork.start(SimulatedNetwork.network().participants(1).rules(Network.TARGET, DomainRules::asPermissioned))) {
      var node = sim.participant(ALFA);
      node.disconnect(OLD);

      assertRefused(() -> node.migrate(OLD, sim.target()), Kind.TRANSIENT, ProblemCode.TARGET_NOT_ALLOWED, "PARTICIPANT_IS_NOT_ACTIVE");
      assertThat(node.probe(OLD)).isEqualTo(DomainState.VACATING);
      assertThat(sim.domain(Network.TARGET).knownParticipants()).isEmpty();
      assertThat(sim.domain(Network.TARGET).allowedParticipants()).as("it knocked and was not let in").isEmpty();
      assertRefused(() -> node.connect(OLD), Kind.PERMANENT, ProblemCode.HALF_MOVED, "Vacating");
    }
  }

  @Test void the_target_tells_beforehand_what_would_stand_in_the_way() {
    try (var sim = SimulatedNetwork.start(SimulatedNetwork.network().participants(1)
        .rules(Network.TARGET, rules -> rules.withAgreement("terms").withoutUniqueContractKeys()))) {
      var facts = sim.entrance(Network.TARGET).facts();

      assertThat(facts.agreement()).isNotEmpty();
      assertThat(facts.uniqueContractKeys()).isFalse();
    }
  }

  @Test void a_lost_answer_to_a_change_leaves_the_outcome_open_and_looking_tells() {
    var impatient = new Deadlines(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(20),
        Duration.ofSeconds(1));
    try (var sim = SimulatedNetwork.start(SimulatedNetwork.network().participants(1), impatient)) {
      var node = sim.participant(ALFA);
      node.limits();
      sim.network.faults().inject(ALFA, "ResourceManagementService/UpdateResourceLimits", new Fault.DropReply());
      sim.network.faults().inject(ALFA, "DomainConnectivityService/DisconnectDomain", new Fault.FailAfter(io.grpc.Status.Code.UNAVAILABLE, "gone"));

      assertRefused(() -> node.setLimits(new ResourceLimits(Optional.of(0), Optional.of(0), 0.5)), Kind.OUTCOME_UNKNOWN, ProblemCode.NODE_TIMEOUT,
          "DEADLINE_EXCEEDED");
      assertThat(node.limits().closed()).isTrue();
      assertRefused(() -> node.disconnect(OLD), Kind.OUTCOME_UNKNOWN, ProblemCode.NODE_UNREACHABLE, "gone");
      assertThat(node.connected()).isEmpty();
    }
  }

  @Test void a_lost_answer_to_the_move_stops_nothing() {
    try (var sim = SimulatedNetwork.start(SimulatedNetwork.network().participants(1))) {
      var node = sim.participant(ALFA);
      node.disconnect(OLD);
      sim.network.faults().inject(ALFA, MIGRATE, new Fault.FailAfter(io.grpc.Status.Code.UNAVAILABLE, "Network closed for unknown reason"));

      assertRefused(() -> node.migrate(OLD, sim.target()), Kind.OUTCOME_UNKNOWN, ProblemCode.MOVE_UNRESOLVED, "Network closed");
      assertThat(node.probe(OLD)).isEqualTo(DomainState.INACTIVE);
    }
  }

  @Test void while_a_node_starts_nothing_is_taken_for_final() {
    try (var sim = SimulatedNetwork.start(SimulatedNetwork.network().participants(1).release(Release.V2_10)
        .timing(Timing.quick().withStartUp(Duration.ofMillis(400))))) {
      var node = sim.participant(ALFA);
      node.limits();
      sim.network.participant(ALFA).restart();

      // none of these may be answered with "this release cannot", and none with a refusal for good
      assertThat(sim.eventually(() -> node.inFlight(sim.id(Network.SOURCE)))).isPresent();
      assertThat(sim.eventually(node::facts).release()).isEqualTo("2.10.5");
    }
  }

  @Test void swapped_ports_are_noticed_before_anything_is_done() {
    try (var sim = SimulatedNetwork.start(SimulatedNetwork.network().participants(2));
        var nodes = new GrpcNodes(Deadlines.DEFAULT, SecretReader.ofThisProcess())) {
      var alfa = sim.plan(ALFA);
      var bravoAtAlfa = plan(sim.uid(BRAVO), alfa.admin(), alfa.ledger().orElseThrow());
      var alfaAtLedger = plan(sim.uid(ALFA), alfa.ledger().orElseThrow(), alfa.admin());

      assertRefused(() -> nodes.participant(bravoAtAlfa).disconnect(OLD), Kind.PERMANENT, ProblemCode.WRONG_NODE, sim.uid(ALFA).value());
      assertRefused(() -> nodes.ledger(bravoAtAlfa).contracts(), Kind.PERMANENT, ProblemCode.WRONG_NODE, sim.uid(ALFA).value());
      assertRefused(() -> nodes.participant(alfaAtLedger).connected(), Kind.PERMANENT, ProblemCode.WRONG_PORT, "ledger-api");
      assertRefused(() -> nodes.ledger(alfaAtLedger).contracts(), Kind.PERMANENT, ProblemCode.WRONG_PORT, "admin-api");
      assertThat(sim.participant(ALFA).connected()).hasSize(1);
    }
  }

  private static ParticipantPlan plan(NodeUid uid, Endpoint admin, Endpoint ledger) {
    return new ParticipantPlan(new NodeName("mixed-up"), uid, "team", admin, Optional.of(ledger), Optional.empty(), BackupStrategy.CONFIRM);
  }

  private static void assertRefused(ThrowingCallable call, Kind kind, ProblemCode code, String words) {
    var trouble = catchThrowableOfType(NodeTrouble.class, call);
    assertThat(trouble).as("a refusal with " + code).isNotNull();
    assertThat(trouble.problem().code()).as(trouble.getMessage()).isEqualTo(code);
    assertThat(trouble.kind()).as(trouble.getMessage()).isEqualTo(kind);
    assertThat(trouble.problem().found()).contains(words);
  }
}
