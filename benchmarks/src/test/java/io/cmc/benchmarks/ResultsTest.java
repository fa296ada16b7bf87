// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The arithmetic of the benchmarks themselves. */
class ResultsTest {

  @Test void the_median_of_an_even_number_is_between_the_two_in_the_middle() {
    assertThat(Figure.median(List.of(4.0, 1.0, 3.0))).isEqualTo(3);
    assertThat(Figure.median(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(2.5);
  }

  @Test void a_percentile_is_one_of_the_values() {
    var values = new ArrayList<Double>();
    for (var i = 100; i >= 1; i--) values.add((double) i);

    assertThat(Figure.percentile(values, 0.99)).isEqualTo(99);
    assertThat(Figure.percentile(values, 1)).isEqualTo(100);
    assertThat(Figure.percentile(List.of(7.0), 0.99)).isEqualTo(7);
  }

  @Test void rounds_take_turns_and_compare_what_was_measured_together() throws Exception {
    var order = new StringBuilder();
    var n = new double[1];

    var rounds = Rounds.interleaved(1, 2, () -> measured(order, "o", ++n[0]), () -> measured(order, "t", 10 * ++n[0]));

    assertThat(order).hasToString("ot" + "to" + "ot");
    assertThat(rounds.ratios((ours, theirs) -> theirs / ours)).containsExactly(30 / 4.0, 60 / 5.0);
  }

  private static double measured(StringBuilder order, String what, double value) {
    order.append(what);
    return value;
  }

  @Test void a_goal_is_met_at_its_limit() {
    assertThat(Goal.atLeast(0.85).isMet(0.85)).isTrue();
    assertThat(Goal.atLeast(0.85).isMet(0.84)).isFalse();
    assertThat(Goal.atMost(100, "ms").isMet(100)).isTrue();
    assertThat(Goal.atMost(100, "ms").isMet(100.1)).isFalse();
  }

  @Test void a_table_and_a_document_have_each_figure_once() throws Exception {
    var results = new Results(List.of(new Figure("P4", "a \"figure\"", List.of(0.5, 0.7, 0.6), Goal.atLeast(0.85), "1,200/s"),
        new Figure("P7", "another", List.of(12.0), Goal.atMost(100, "ms"), "")), Map.of("java", "25"));

    assertThat(results.table()).contains("| P4 | a \"figure\" | 0.60 | 0.50 to 0.70 in 3 | >= 0.85 | missed | 1,200/s |\n")
        .contains("| P7 | another | 12.0 ms | 12.0 to 12.0 in 1 | <= 100 ms | met |  |\n");
    var json = new ObjectMapper().readTree(results.json());
    assertThat(json.at("/figures/0/median").asDouble()).isEqualTo(0.6);
    assertThat(json.at("/figures/0/what").asText()).isEqualTo("a \"figure\"");
    assertThat(json.at("/figures/1/met").asBoolean()).isTrue();
  }
}
