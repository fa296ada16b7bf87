// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.event.ApprovalEvent;
import io.cmc.event.Event;
import io.cmc.event.JourneyEvent.LimitsSaved;
import io.cmc.event.OrderEvent.OrderRefused;
import io.cmc.event.StepEvent.StepUnresolved;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.RequestId;
import io.cmc.projection.RandomHistory;
import io.cmc.proof.ResourceLimits;
import io.cmc.proof.SavedSettings;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SayingsTest {

  private static final MigrationId M = new MigrationId("net-eu-7");
  private static final Instant AT = Instant.parse("2026-03-07T06:00:00Z");

  @Test void every_event_has_a_sentence_on_one_line_without_gaps() {
    var random = RandomHistory.random("SayingsTest");
    var seen = new HashSet<Class<?>>();

    for (int i = 0; i < 60; i++) {
      RandomHistory.of(random, 3, 3).forEach(e -> {
        seen.add(e.getClass());
        var saying = Sayings.of(e);
        assertThat(saying.sentence()).as("%s", e).isNotBlank().doesNotContain("\n", "null", "  ", "Optional", "[");
        assertThat(saying.sentence().charAt(0)).as(saying.sentence()).matches(c -> Character.isUpperCase(c) || e.toString().contains("bank-") || e instanceof ApprovalEvent);
      });
    }

    assertThat(seen).as("the random history shows every event there is").isEqualTo(leaves(Event.class).collect(Collectors.toSet()));
  }

  @Test void a_refused_order_says_expected_found_and_remedy() {
    var problem = Problem.of(ProblemCode.WRONG_PHASE, "a migration before MOVE_CONTRACTS", "net-eu-7 in VERIFY");

    var saying = Sayings.of(new OrderRefused(M, "", "AbortMigration", problem, AT));

    assertThat(saying).isEqualTo(new Saying(Outcome.REFUSED, "AbortMigration was refused: WRONG_PHASE: expected a migration before MOVE_CONTRACTS, "
        + "but found net-eu-7 in VERIFY. Read the status; it says what the migration waits for."));
  }

  @Test void no_limit_is_said_in_words() {
    var saved = new SavedSettings(new ResourceLimits(Optional.empty(), Optional.of(0), 0.5), false, List.of());

    assertThat(Sayings.of(new LimitsSaved(M, new NodeName("alfa"), saved, AT)).sentence())
        .isEqualTo("The limits of alfa are saved: dirty requests without limit, rate 0, burst factor 0.5");
  }

  @Test void what_cannot_be_told_is_unknown_and_not_failed() {
    var event = new StepUnresolved(M, NodeName.DOMAINS, new RequestId("r"), Problem.of(ProblemCode.NODE_TIMEOUT, "an answer in 60 s", "none"), AT, AT);

    assertThat(Sayings.of(event).outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(Sayings.of(event).sentence()).contains("the domains");
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed() ? Arrays.stream(type.getPermittedSubclasses()).flatMap(SayingsTest::leaves) : Stream.of(type);
  }
}
