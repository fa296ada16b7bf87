// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cmc.event.MigrationEvent.MigrationHeld;
import io.cmc.id.MigrationId;
import io.cmc.kafka.EmbeddedBroker;
import io.cmc.projection.publish.Board.State;
import io.cmc.rejection.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** Publishers as instances of the service run them. */
@Isolated("it listens to the log of classes that others use")
class PublisherTest {

  @TempDir private Path folder;
  private final Stand stand = new Stand();

  @AfterEach void close() {
    stand.close();
  }

  @Test void a_broker_that_is_away_for_long_is_waited_for_without_a_flood_of_warnings_and_gets_everything() {
    var log = listen();
    var broker = EmbeddedBroker.start(folder);
    var topic = Stand.settings(broker, "away", "default.api.timeout.ms", "1000", "max.block.ms", "1000", "request.timeout.ms", "500",
        "delivery.timeout.ms", "1000");
    broker.close();
    try (var publisher = stand.publisher(topic, Moments.NOBODY)) {
      append(5);
      await().atMost(Stand.PATIENCE).until(() -> state(topic) == State.UNREACHABLE);
      assertThat(stand.board(topic).read().orElseThrow().problem().orElseThrow().code()).isEqualTo(ProblemCode.KAFKA_UNREACHABLE);
      broker = EmbeddedBroker.start(folder, broker.port());
      stand.awaitPublished(topic);

      broker.close();
      append(20);
      await("it has noticed").atMost(Stand.PATIENCE).until(() -> state(topic) == State.UNREACHABLE);
      assertThat(stand.board(topic).read().orElseThrow().position()).as("the lag is visible").isEqualTo(5);
      broker = EmbeddedBroker.start(folder, broker.port());
      stand.awaitPublished(topic);

      assertThat(Feed.read(topic)).isEqualTo(stand.stored());
      assertThat(log.list.stream().filter(e -> e.getLevel().isGreaterOrEqual(Level.WARN)).map(ILoggingEvent::getFormattedMessage))
          .as("one warning for each time it went away, or for each kind of silence").hasSizeBetween(2, 6);
    } finally {
      broker.close();
    }
  }

  @Test void of_two_instances_one_publishes_and_the_other_takes_over() {
    var topic = Stand.newTopic();
    var first = stand.publisher(topic, Moments.NOBODY);
    append(10);
    stand.awaitPublished(topic);
    try (var second = stand.publisher(topic, Moments.NOBODY)) {
      append(10);
      stand.awaitPublished(topic);

      first.close();
      append(10);
      stand.awaitPublished(topic);

      assertThat(Feed.read(topic)).isEqualTo(stand.stored());
    }
  }

  /** As a process that was stopped and whose session the database has ended. */
  @Test void one_that_lost_its_seat_without_knowing_it_commits_nothing_any_more() throws Exception {
    var topic = Stand.newTopic();
    var standing = new CountDownLatch(1);
    var woken = new CountDownLatch(1);
    try (var first = stand.publisher(topic, moment -> {
      if (moment != Moments.Moment.POSITION_SENT || woken.getCount() == 0) return;
      standing.countDown();
      await().atMost(Stand.PATIENCE).until(() -> woken.getCount() == 0);
    })) {
      append(10);
      standing.await();
      stand.store().sql().queryForList("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objid = ? and granted",
          0x7075626c);
      try (var second = stand.publisher(topic, Moments.NOBODY)) {
        stand.awaitPublished(topic);
        woken.countDown();
        append(10);
        stand.awaitPublished(topic);
      }
    }

    assertThat(Feed.read(topic)).isEqualTo(stand.stored());
  }

  @Test void a_new_event_is_there_within_a_second_and_a_half() {
    var topic = Stand.newTopic();
    try (var publisher = stand.publisher(topic, Moments.NOBODY)) {
      append(1);
      stand.awaitPublished(topic);

      append(1);

      await().atMost(Duration.ofMillis(1_500)).pollInterval(Duration.ofMillis(10))
          .until(() -> stand.board(topic).read().orElseThrow().position() == 2);
    }
  }

  private State state(PublicationSettings topic) {
    return stand.board(topic).read().map(Board.Told::state).orElse(State.PUBLISHING);
  }

  private void append(int events) {
    for (int i = 0; i < events; i++) stand.store().append(List.of(new MigrationHeld(new MigrationId("net-" + i % 3), "", Instant.EPOCH)));
  }

  private static ListAppender<ILoggingEvent> listen() {
    var log = new ListAppender<ILoggingEvent>();
    log.start();
    ((Logger) LoggerFactory.getLogger(Publisher.class)).addAppender(log);
    return log;
  }
}
