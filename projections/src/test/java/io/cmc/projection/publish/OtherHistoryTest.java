// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cmc.event.MigrationEvent.MigrationHeld;
import io.cmc.id.MigrationId;
import io.cmc.rejection.ProblemCode;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A topic and a store that do not belong together, or no longer. */
class OtherHistoryTest {

  private final Stand stand = new Stand();
  private final PublicationSettings topic = Stand.newTopic();

  @BeforeEach void publish() {
    append(stand, 10, "first");
    stand.publishAll(topic, Moments.NOBODY);
  }

  @AfterEach void close() {
    stand.close();
  }

  @Test void a_store_that_is_behind_its_topic_publishes_nothing_and_says_so() {
    assertBlocked(7, "first");
  }

  @Test void a_store_that_went_another_way_publishes_nothing_and_says_so() {
    assertBlocked(12, "another");
  }

  private void assertBlocked(int events, String reason) {
    var before = Feed.read(topic);
    try (var restored = new Stand()) {
      append(restored, events, reason);

      var blocked = catchThrowableOfType(PublicationBlocked.class, () -> restored.publishAll(topic, Moments.NOBODY));

      assertThat(blocked.problem().code()).isEqualTo(ProblemCode.TOPIC_AHEAD);
      assertThat(Feed.read(topic)).isEqualTo(before);
    }
  }

  @Test void a_topic_that_was_made_anew_gets_everything_again() throws Exception {
    delete(topic.topic());
    append(stand, 3, "later");

    stand.publishAll(topic, Moments.NOBODY);

    assertThat(Feed.read(topic)).isEqualTo(stand.stored()).hasSize(1);
  }

  @Test void a_topic_whose_position_is_lost_gets_nothing_twice() throws Exception {
    var before = Feed.read(topic);
    delete(topic.positionTopic());

    var blocked = catchThrowableOfType(PublicationBlocked.class, () -> stand.publishAll(topic, Moments.NOBODY));

    assertThat(blocked.problem().code()).isEqualTo(ProblemCode.TOPIC_UNMARKED);
    assertThat(Feed.read(topic)).isEqualTo(before);
  }

  @Test void another_topic_gets_everything_from_the_first_event_on() {
    var other = Stand.newTopic();

    stand.publishAll(other, Moments.NOBODY);

    assertThat(Feed.read(other)).isEqualTo(stand.stored());
  }

  private void delete(String name) throws Exception {
    Gone.topic(topic, name);
  }

  private static void append(Stand stand, int events, String reason) {
    stand.store().append(IntStream.range(0, events)
        .mapToObj(i -> new MigrationHeld(new MigrationId("net"), reason, Instant.parse("2026-03-07T06:00:00Z").plusSeconds(i))).toList());
  }
}
