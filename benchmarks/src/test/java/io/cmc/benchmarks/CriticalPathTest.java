// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.sim.journal.Tally.Call;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls of one stage are those that began in it; times are in ns. */
class CriticalPathTest {

  @Test void the_longest_chain_counts_where_there_are_places_for_all() {
    var calls = List.of(call("a", 10, 20), call("a", 25, 30), call("b", 10, 17));

    assertThat(CriticalPath.of(calls, List.of(5L), 2, Duration.ZERO)).isEqualTo(Duration.ofNanos(15));
  }

  @Test void all_calls_count_where_places_are_few() {
    var calls = List.of(call("a", 10, 20), call("b", 10, 20), call("c", 20, 30));

    assertThat(CriticalPath.of(calls, List.of(5L), 2, Duration.ZERO)).isEqualTo(Duration.ofNanos(15));
    assertThat(CriticalPath.of(calls, List.of(5L), 1, Duration.ZERO)).isEqualTo(Duration.ofNanos(30));
  }

  @Test void calls_that_one_node_answers_at_the_same_time_count_once() {
    var calls = List.of(call("a", 10, 40), call("a", 15, 20), call("a", 30, 50), call("a", 60, 65));

    assertThat(CriticalPath.of(calls, List.of(5L), 1, Duration.ZERO)).isEqualTo(Duration.ofNanos(45));
  }

  @Test void stages_follow_one_another_and_a_drain_waits_once() {
    var calls = List.of(call("a", 10, 20), call("b", 110, 130));

    assertThat(CriticalPath.of(calls, List.of(5L, 100L), 8, Duration.ofNanos(1000))).isEqualTo(Duration.ofNanos(1030));
  }

  private static Call call(String node, long begin, long end) {
    return new Call(node, "Service/Method", begin, end);
  }
}
