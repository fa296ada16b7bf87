// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.step.FakeNetwork;
import io.cmc.controller.step.PlanOf;
import io.cmc.controller.survey.ExclusionPreview.CutOff;
import io.cmc.controller.survey.ExclusionPreview.Preview;
import io.cmc.id.NodeName;
import io.cmc.plan.ClosingStrategy;
import io.cmc.proof.ResourceLimits;
import io.cmc.rejection.OrderRejected;
import io.cmc.rejection.ProblemCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExclusionSurveyTest {

  private static final String ALICE = "alice::1220";
  private static final String ANNA = "anna::1220";
  private final FakeNetwork network = new FakeNetwork("A", "B", "C");
  private final PlanOf plan = new PlanOf(network);

  @BeforeEach void a_hosts_two_parties_that_others_share_contracts_with() {
    network.participant("A").parties.clear();
    network.participant("A").parties.addAll(Set.of(ALICE, ANNA));
    network.participant("B").shared.putAll(Map.of(ALICE, 5L, "bob::1220", 9L));
    network.participant("C").shared.putAll(Map.of(ALICE, 2L));
  }

  @AfterEach void nothing_was_changed() {
    assertThat(network.journal).isEmpty();
    assertThat(network.probes).isEmpty();
  }

  @Test void each_party_is_shown_with_what_others_hold_of_it() {
    var preview = preview();

    assertThat(preview.reachable()).isTrue();
    assertThat(preview.cutOff()).containsExactly(new CutOff(ALICE, 7, List.of(new NodeName("B"), new NodeName("C"))),
        new CutOff(ANNA, 0, List.of()));
  }

  @Test void the_digest_stands_for_what_was_shown() {
    var first = preview().digest();
    var before = preview().cutOff().stream().map(CutOff::contracts).toList();
    assertThat(first).hasSize(64).isEqualTo(preview().digest());

    network.participant("C").shared.put(ALICE, 3L);
    var more = preview();
    assertThat(more.cutOff()).extracting(CutOff::contracts).isNotEqualTo(before);
    assertThat(more.digest()).as("the number of contracts changes while people trade").isEqualTo(first);
    network.participant("C").shared.clear();
    assertThat(preview().digest()).as("somebody else is cut off").isNotEqualTo(first);
  }

  @Test void of_one_that_does_not_answer_others_know_the_parties() {
    unreachable("A.parties");
    unreachable("B.partiesOf");

    var preview = preview();

    assertThat(preview.reachable()).isFalse();
    assertThat(preview.cutOff()).extracting(CutOff::party).containsExactly(ALICE, ANNA);
    assertThat(preview.warnings()).anyMatch(w -> w.startsWith("A does not answer"));
  }

  @Test void when_nobody_knows_it_is_said_so_and_nothing_is_shown() {
    unreachable("A.parties");
    unreachable("B.partiesOf");
    unreachable("C.partiesOf");

    assertThatThrownBy(this::preview).isInstanceOf(OrderRejected.class);
  }

  @Test void who_is_connected_and_open_can_still_trade() {
    assertThat(preview().warnings()).anyMatch(w -> w.contains("can still trade"));

    network.participant("A").limits = new ResourceLimits(Optional.of(0), Optional.of(0), 0.7);
    assertThat(preview().warnings()).noneMatch(w -> w.contains("can still trade"));

    network.participant("A").limits = new ResourceLimits(Optional.of(1), Optional.of(0), 0.7);
    network.participant("A").link("olddomain").connected = false;
    assertThat(preview().warnings()).noneMatch(w -> w.contains("can still trade"));
  }

  @Test void where_the_rate_closes_the_rate_tells_whether_it_can_trade() {
    plan.closing = ClosingStrategy.DOMAIN_RATE;
    assertThat(preview().warnings()).anyMatch(w -> w.contains("can still trade"));

    network.source.rate = Optional.of(0);
    assertThat(preview().warnings()).noneMatch(w -> w.contains("can still trade"));
  }

  @Test void what_could_not_be_counted_is_named_and_the_source_is_to_be_kept() {
    unreachable("B.contractsWith");

    var preview = preview();

    assertThat(preview.cutOff().getFirst()).isEqualTo(new CutOff(ALICE, 2, List.of(new NodeName("C"))));
    assertThat(preview.warnings()).anyMatch(w -> w.startsWith("what [B] hold could not be counted"));
    assertThat(preview.warnings()).anyMatch(w -> w.startsWith("olddomain must be kept: A stays on it; this plan means to retire it"));
  }

  private Preview preview() {
    return new ExclusionSurvey(network).preview(plan.plan(), new NodeName("A"));
  }

  private void unreachable(String call) {
    network.failAlways(call, FakeNetwork.trouble(Kind.TRANSIENT, ProblemCode.NODE_UNREACHABLE));
  }
}
