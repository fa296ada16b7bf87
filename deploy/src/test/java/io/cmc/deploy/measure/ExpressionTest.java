// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

  @Test void metrics_and_labels_are_told_from_functions_words_and_values() {
    var expression = new Expression("sum by (node, code) (rate(a_total{kind=~\"by|x{y}\", node!=\"b\"}[$__rate_interval])) / on () max(b) > 0.5 unless absent(c)");

    assertThat(expression.metrics()).containsExactlyInAnyOrder("a_total", "b", "c");
    assertThat(expression.labels()).containsExactlyInAnyOrder("node", "code", "kind");
  }

  @ParameterizedTest @ValueSource(strings = {"max(migration_kafka_lag)", "max by (participant) (migration_state)", "migration_work{type=\"step\"}", "vector(1)"})
  void what_is_not_measured_is_found(String query) {
    assertThatThrownBy(() -> new Expression(query).namesOnlyWhatIsMeasured()).isInstanceOf(AssertionError.class);
  }
}
