// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.controller.activity.Plans;
import io.cmc.id.NodeName;
import io.cmc.journey.Assignment.PingTarget;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.MigrationPlan;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PingPlanTest {

  @ParameterizedTest @ValueSource(ints = {1, 2, 3, 29, 30})
  void in_a_small_fleet_everybody_pings_everybody_else_once(int size) {
    var pings = pings(size);

    pings.forEach((from, to) -> assertThat(to).doesNotHaveDuplicates().doesNotContain(from).hasSize(size - 1));
  }

  @ParameterizedTest @ValueSource(ints = {31, 32, 33, 64, 100, 300})
  void in_a_large_fleet_everybody_is_reached_from_everybody_by_few_pings(int size) {
    var pings = pings(size);

    var most = 32 - Integer.numberOfLeadingZeros(size - 1);
    pings.forEach((from, to) -> assertThat(to).doesNotHaveDuplicates().doesNotContain(from).hasSizeBetween(1, most));
    assertThat(reached(pings, Plans.name(0))).hasSize(size);
    assertThat(reached(turned(pings), Plans.name(0))).as("who reaches the first").hasSize(size);
  }

  @ParameterizedTest @ValueSource(ints = {2, 40})
  void a_target_is_known_by_the_identity_of_its_node(int size) {
    var plan = Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, size);

    assertThat(PingPlan.targets(plan, Plans.name(1))).allSatisfy(t -> assertThat(t.uid()).isEqualTo(plan.participant(t.name()).uid()));
  }

  private static Map<NodeName, List<NodeName>> pings(int size) {
    MigrationPlan plan = Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, size);
    return plan.names().stream().collect(Collectors.toMap(Function.identity(),
        n -> PingPlan.targets(plan, n).stream().map(PingTarget::name).toList()));
  }

  private static Map<NodeName, List<NodeName>> turned(Map<NodeName, List<NodeName>> pings) {
    return pings.keySet().stream().collect(Collectors.toMap(Function.identity(),
        n -> pings.entrySet().stream().filter(e -> e.getValue().contains(n)).map(Map.Entry::getKey).toList()));
  }

  private static Set<NodeName> reached(Map<NodeName, List<NodeName>> pings, NodeName from) {
    var reached = new HashSet<>(Set.of(from));
    var next = new ArrayDeque<>(reached);
    while (!next.isEmpty()) pings.get(next.poll()).stream().filter(reached::add).forEach(next::add);
    return reached;
  }
}
