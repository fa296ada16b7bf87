// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.store.deed.TraceParent;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class AboutTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";

  @BeforeEach @AfterEach void nothing_is_known() {
    MDC.clear();
  }

  @Test void what_is_within_is_forgotten_at_its_end_and_what_is_around_stays() {
    try (var migration = About.here().migration("m", "").with(About.CORRELATION, "c")) {
      try (var step = About.here().migration("m", "alfa").with(About.STEP, "drain")) {
        assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("migration", "m", "participant", "alfa", "step", "drain", "correlation", "c"));
      }
      assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("migration", "m", "correlation", "c"));
    }
    assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
  }

  @Test void a_migration_within_a_participant_is_about_none() {
    try (var step = About.here().migration("m", "alfa"); var whole = About.here().migration("m", "")) {
      assertThat(MDC.get(About.PARTICIPANT)).isNull();
    }
  }

  @Test void a_trace_is_named_and_where_there_is_none_the_one_before_stays() {
    try (var traced = About.here().trace(TraceParent.within("00-" + TRACE + "-" + SPAN + "-01")); var untraced = About.here().trace(TraceParent.within(""))) {
      assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("trace.id", TRACE, "span.id", SPAN));
    }
  }

  @Test void another_thread_knows_it_only_while_it_does_its_part() throws Exception {
    try (var pool = Executors.newSingleThreadExecutor()) {
      try (var step = About.here().migration("m", "alfa")) {
        assertThat(pool.submit(About.carried(() -> MDC.get(About.PARTICIPANT))).get()).isEqualTo("alfa");
        assertThat(pool.submit(() -> MDC.get(About.PARTICIPANT)).get()).isNull();
        assertThatThrownBy(() -> pool.submit(About.carried(() -> {
          throw new IllegalStateException("of the part");
        })).get()).hasMessageContaining("of the part");
      }
      assertThat(pool.submit(() -> MDC.getCopyOfContextMap()).get()).isNullOrEmpty();
    }
  }

  @Test void a_long_word_of_a_caller_is_cut() {
    try (var call = About.here().migration("x".repeat(5000), "")) {
      assertThat(MDC.get(About.MIGRATION)).hasSize(200);
    }
  }
}
