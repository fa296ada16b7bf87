// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import static io.cmc.controller.adapter.canton2.SimulatedNetwork.ALFA;
import static io.cmc.controller.adapter.canton2.SimulatedNetwork.BRAVO;
import static io.cmc.controller.adapter.canton2.SimulatedNetwork.NEW;
import static io.cmc.controller.adapter.canton2.SimulatedNetwork.OLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.ParticipantNode.Configured;
import io.cmc.controller.port.ParticipantNode.Connected;
import io.cmc.controller.port.ParticipantNode.DomainState;
import io.cmc.controller.port.ParticipantNode.InFlight;
import io.cmc.proof.ResourceLimits;
import io.cmc.rejection.ProblemCode;
import io.cmc.sim.Network;
import io.cmc.sim.node.Edition;
import io.cmc.sim.node.Limits;
import io.cmc.sim.node.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AgainstTheSimulatorTest {

  private static final ResourceLimits CLOSED = new ResourceLimits(Optional.of(0), Optional.of(0), 0.5);

  @Test void a_network_is_seen_as_it_is() {
    var limited = SimulatedNetwork.network().participants(2).limits(ALFA, Limits.NONE).limits(BRAVO, new Limits(500, 200, 0.25))
        .domainTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3));
    try (var sim = SimulatedNetwork.start(limited)) {
      var alfa = sim.participant(ALFA);
      var source = sim.id(Network.SOURCE);

      assertThat(alfa.facts()).satisfies(facts -> {
        assertThat(facts.uid()).isEqualTo(sim.uid(ALFA));
        assertThat(facts.active()).isTrue();
        assertThat(facts.release()).isEqualTo("2.10.5");
        assertThat(facts.supportedVersions()).isEqualTo(Set.of(5, 7));
      });
      assertThat(alfa.uptime()).isBetween(Duration.ZERO, Duration.ofMinutes(10));
      assertThat(alfa.limits()).isEqualTo(new ResourceLimits(Optional.empty(), Optional.empty(), 0.5));
      assertThat(sim.participant(BRAVO).limits()).isEqualTo(new ResourceLimits(Optional.of(500), Optional.of(200), 0.25));
      assertThat(alfa.connected()).containsExactly(new Connected(OLD, source, true));
      assertThat(alfa.configured()).containsExactly(new Configured(OLD, false, true, List.of(sim.network.sequencerUrl(Network.SOURCE))));
      assertThat(alfa.idOf(OLD)).contains(source);
      assertThat(alfa.idOf(NEW)).isEmpty();
      assertThat(alfa.inFlight(source)).contains(new InFlight(0, 0));
      assertThat(alfa.domainTime(source)).isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
      assertThat(alfa.domainParameters(source).drainSpan()).isEqualTo(Duration.ofSeconds(6));
      assertThat(alfa.parties(source)).anySatisfy(party -> assertThat(party).startsWith("alice::"));
      assertThat(alfa.ping(sim.uid(BRAVO), Duration.ofSeconds(10))).isTrue();
    }
  }

  @Test void domains_are_seen_as_they_are_and_their_rate_can_be_set() {
    try (var sim = SimulatedNetwork.start(SimulatedNetwork.network().participants(2))) {
      var source = sim.domain(Network.SOURCE);
      var both = Set.of(sim.uid(ALFA), sim.uid(BRAVO));

      assertThat(source.id()).isEqualTo(sim.id(Network.SOURCE));
      assertThat(Set.copyOf(source.connectedParticipants())).isEqualTo(both);
      assertThat(source.knownParticipants()).isEqualTo(both);
      assertThat(source.allowedParticipants()).isEqualTo(both);
      assertThat(sim.domain(Network.TARGET).allowedParticipants()).as("open, and nobody came").isEmpty();
      assertThat(sim.domain(Network.TARGET).connectedParticipants()).isEmpty();
      assertThat(sim.entrance(Network.TARGET).facts()).satisfies(facts -> {
        assertThat(facts.id()).isEqualTo(sim.id(Network.TARGET));
        assertThat(facts.protocolVersion()).isEqualTo(7);
        assertThat(facts.uniqueContractKeys()).isTrue();
        assertThat(facts.agreement()).isEmpty();
      });

      var before = source.parameters();
      source.setMaxRatePerParticipant(0);

      assertThat(before.maxRatePerParticipant()).contains(1_000_000);
      assertThat(source.parameters().maxRatePerParticipant()).contains(0);
      assertThat(source.parameters().drainSpan()).isEqualTo(before.drainSpan());
      sim.domain(Network.TARGET).setMaxRatePerParticipant(0);
      assertThat(sim.domain(Network.TARGET).parameters().maxRatePerParticipant()).contains(0);
    }
  }

  @Test void what_one_participant_holds_for_the_parties_of_another_is_seen_there() {
    try (var sim = SimulatedNetwork.start(SimulatedNetwork.network().participants(2).contracts(25))) {
      var source = sim.id(Network.SOURCE);
      var parties = sim.participant(ALFA).parties(source).stream().filter(p -> !p.equals(sim.uid(ALFA).value())).collect(Collectors.toSet());

      assertThat(sim.participant(BRAVO).partiesOf(sim.uid(ALFA), source)).isEqualTo(sim.participant(ALFA).parties(source));
      assertThat(sim.ledger(BRAVO).contractsWith(parties)).isNotEmpty().allSatisfy((party, count) -> {
        assertThat(parties).contains(party);
        assertThat(count).isPositive();
      });
      assertThat(sim.ledger(BRAVO).contractsWith(parties).values().stream().mapToLong(n -> n).sum()).isLessThanOrEqualTo(sim.ledger(BRAVO).contracts().count());
      assertThat(sim.ledger(BRAVO).contractsWith(Set.of("nobody::1220"))).isEmpty();
    }
  }

  /** The whole way of one participant, on every release. */
  @ParameterizedTest
  @EnumSource(Release.class)
  void a_participant_moves_with_its_contracts_on_every_release(Release release) {
    try (var sim = SimulatedNetwork.start(SimulatedNetwork.network().participants(2).release(release).contracts(25))) {
      var before = sim.ledger(ALFA).contracts();
      for (var name : List.of(ALFA, BRAVO)) move(sim, name, release);
      for (var name : List.of(ALFA, BRAVO)) sim.participant(name).connect(NEW);

      var alfa = sim.participant(ALFA);
      assertThat(before.count()).isPositive();
      assertThat(before.parties()).isNotEmpty().noneMatch(party -> party.party().equals(sim.uid(ALFA).value()));
      assertThat(sim.ledger(ALFA).contracts()).isEqualTo(before);
      assertThat(alfa.connected()).containsExactly(new Connected(NEW, sim.id(Network.TARGET), true));
      assertThat(sim.domain(Network.TARGET).connectedParticipants()).contains(sim.uid(ALFA), sim.uid(BRAVO));
      assertThat(sim.network.journal().completedMoves(ALFA)).isEqualTo(1);

      assertThat(alfa.configured()).singleElement().satisfies(c -> assertThat(c.connectsManually()).isTrue());
      alfa.setConnectsManually(NEW, false);
      assertThat(alfa.configured()).singleElement().satisfies(c -> assertThat(c.connectsManually()).isFalse());

      for (var name : List.of(ALFA, BRAVO)) sim.participant(name).setLimits(new ResourceLimits(Optional.of(4), Optional.empty(), 0.25));
      assertThat(alfa.limits()).isEqualTo(new ResourceLimits(Optional.of(4), Optional.empty(), 0.25));
      assertThat(alfa.ping(sim.uid(BRAVO), Duration.ofSeconds(20))).isTrue();
    }
  }

  private static void move(SimulatedNetwork sim, String name, Release release) {
    var node = sim.participant(name);
    node.setLimits(CLOSED);
    assertThat(node.limits().closed()).isTrue();
    node.disconnect(OLD);
    node.disconnect(OLD);
    assertThat(node.connected()).isEmpty();
    var asks = release.has(Release.Feature.PURGE);
    assertThat(node.probe(OLD)).isEqualTo(asks ? DomainState.ACTIVE : DomainState.NOT_ASKABLE);
    assertThat(node.probe(NEW)).isEqualTo(asks ? DomainState.UNKNOWN : DomainState.NOT_ASKABLE);

    node.migrate(OLD, sim.target());

    assertThat(node.probe(OLD)).isEqualTo(asks ? DomainState.INACTIVE : DomainState.NOT_ASKABLE);
    assertThat(node.connected()).isEmpty();
    assertThat(node.configured()).extracting(Configured::alias).containsExactly(NEW);
  }

  @ParameterizedTest
  @EnumSource(Release.class)
  void what_a_release_cannot_do_is_told_from_what_is_not_there_yet(Release release) {
    try (var sim = SimulatedNetwork.start(SimulatedNetwork.network().participants(1).release(release))) {
      var node = sim.participant(ALFA);

      assertThat(node.facts().release()).isEqualTo(switch (release) {
        case V2_8 -> "2.8 or older";
        case V2_9_4 -> "2.9.1 to 2.9.4";
        case V2_9_7 -> "2.9.5 to 2.9.7";
        case V2_10 -> "2.10.5";
      });
      assertThat(node.inFlight(sim.id(Network.SOURCE)).isPresent()).isEqualTo(release.has(Release.Feature.COUNT_IN_FLIGHT));
      assertThat(sim.domain(Network.SOURCE).connectedParticipants()).containsExactly(sim.uid(ALFA));
    }
  }

  @Test void a_contract_is_located_before_and_after() {
    try (var sim = SimulatedNetwork.start(SimulatedNetwork.network().participants(2).contracts(3))) {
      var node = sim.participant(ALFA);
      var id = sim.network.participant(ALFA).process().contracts(sim.network.participant(ALFA).process().hosted(), "", 1).getFirst().id();
      var elsewhere = id.substring(0, id.length() - 4) + (id.endsWith("0000") ? "1111" : "0000");
      assertThat(node.locate(List.of(id, elsewhere))).containsOnlyKeys(id).containsValue(OLD);

      node.disconnect(OLD);
      node.migrate(OLD, sim.target());

      assertThat(node.locate(List.of(id))).containsOnlyKeys(id).containsValue(NEW);
    }
  }

  @Test void the_open_source_edition_is_recognised_and_moves_all_the_same() {
    try (var sim = SimulatedNetwork.start(SimulatedNetwork.network().participants(1).edition(Edition.COMMUNITY))) {
      var node = sim.participant(ALFA);

      var refused = catchThrowableOfType(NodeTrouble.class, () -> node.setLimits(CLOSED));
      node.disconnect(OLD);
      node.migrate(OLD, sim.target());

      assertThat(refused.problem().code()).isEqualTo(ProblemCode.LIMITS_NOT_SETTABLE);
      assertThat(node.limits()).isEqualTo(new ResourceLimits(Optional.of(100), Optional.empty(), 0.5));
      assertThat(node.probe(OLD)).isEqualTo(DomainState.INACTIVE);
    }
  }
}
