// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cmc.projection.RandomHistory;
import io.cmc.projection.publish.Moments.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A read-committed consumer sees each event once, wherever publications end. */
class ExactlyOnceTest {

  private static Stand stand;

  /** The end of a process: nothing more is said to anybody. */
  private static final class Dies extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @BeforeAll static void history() {
    stand = new Stand();
    stand.store().append(RandomHistory.longerThan(400, RandomHistory.random("ExactlyOnceTest"), 5, 6)); // several batches
  }

  @AfterAll static void close() {
    stand.close();
  }

  static Stream<Arguments> ends() {
    return Stream.of(Moment.values()).flatMap(m -> Stream.of(Arguments.of(m, 1), Arguments.of(m, 2)));
  }

  static Stream<Arguments> some() {
    return SomeOf.all(ends().toList(), 4, "ExactlyOnceTest.some");
  }

  @Tag("faults") @ParameterizedTest(name = "{0}, the {1}. time") @MethodSource("ends")
  void each_event_is_there_once_wherever_the_publisher_dies(Moment where, int time) {
    each_event_is_there_once_when_the_publisher_dies_at(where, time);
  }

  @ParameterizedTest(name = "{0}, the {1}. time") @MethodSource("some")
  void each_event_is_there_once_when_the_publisher_dies_at(Moment where, int time) {
    var settings = Stand.newTopic();
    var died = dieAt(settings, where, time);

    stand.publishAll(settings, Moments.NOBODY);

    assertThat(died).as("it came to that").isEqualTo(where.compareTo(Moment.BATCH_READ) >= 0 || time == 1);
    assertThat(Feed.read(settings)).isEqualTo(stand.stored());
  }

  private static boolean dieAt(PublicationSettings settings, Moment where, int time) {
    var left = new int[] {time};
    try {
      stand.publishAll(settings, moment -> {
        if (moment == where && --left[0] == 0) throw new Dies();
      });
      return false;
    } catch (Dies died) {
      return true;
    }
  }

  @Test void each_event_is_there_once_when_publishers_die_again_and_again() {
    var settings = Stand.newTopic();
    var random = RandomHistory.random("ExactlyOnceTest.again_and_again");

    var deaths = 0;
    while (diesSomewhere(settings, random)) deaths++;

    assertThat(Feed.read(settings)).as("after " + deaths + " deaths").isEqualTo(stand.stored());
  }

  private static boolean diesSomewhere(PublicationSettings settings, Random random) {
    try {
      stand.publishAll(settings, moment -> {
        if (random.nextInt(8) == 0) throw new Dies();
      });
      return false;
    } catch (Dies died) {
      return true;
    }
  }

  @Test void what_a_publisher_brought_and_did_not_commit_is_never_seen() throws Exception {
    var settings = Stand.newTopic();
    assertThatThrownBy(() -> stand.publishAll(settings, moment -> {
      if (moment != Moment.POSITION_SENT) return;
      await("the broker has them").atMost(Stand.PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> brought(settings) >= 200);
      throw new Dies();
    })).isInstanceOf(Dies.class);

    stand.publishAll(settings, Moments.NOBODY);

    assertThat(brought(settings)).as("the broker has those of before as well").isGreaterThanOrEqualTo(stand.last() + 200);
    assertThat(Feed.read(settings)).isEqualTo(stand.stored());
  }

  /** Committed or not, markers counted. */
  private static long brought(PublicationSettings settings) throws ExecutionException, InterruptedException {
    try (var admin = Admin.create(Map.of("bootstrap.servers", settings.client().get("bootstrap.servers")))) {
      var partitions = List.of(0, 1, 2).stream().map(p -> new TopicPartition(settings.topic(), p)).toList();
      var ends = admin.listOffsets(partitions.stream().collect(java.util.stream.Collectors.toMap(p -> p, p -> OffsetSpec.latest()))).all().get();
      return ends.values().stream().mapToLong(e -> e.offset()).sum();
    }
  }

  @Test void a_second_publisher_fences_the_first() {
    var settings = Stand.newTopic();
    try (var first = stand.publication(settings).begin(Moments.NOBODY)) {
      first.publish();
      stand.publishAll(settings, Moments.NOBODY);

      assertThatThrownBy(first::publish).isInstanceOf(org.apache.kafka.common.KafkaException.class);
    }

    assertThat(Feed.read(settings)).isEqualTo(stand.stored());
  }
}
