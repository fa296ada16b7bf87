// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cmc.event.MigrationEvent.MigrationHeld;
import io.cmc.id.MigrationId;
import io.cmc.projection.letter.LetterQueries;
import io.cmc.projection.wiring.MeterWiring;
import io.cmc.store.read.SealedEventReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** How far the publication is behind: in the log, and in whatever meter registry there is. */
@Isolated("it listens to the log of classes that others use")
class LagWatchTest {

  private final Stand stand = new Stand();
  private final PublicationSettings topic = Stand.newTopic();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final ListAppender<ILoggingEvent> log = listen();
  private final LagWatch watch = new LagWatch(stand.board(topic), stand.store().bean(SealedEventReader.class), Duration.ofMinutes(5), now::get);

  @AfterEach void close() {
    watch.close();
    stand.close();
  }

  @Test void a_lag_that_is_too_long_is_said_once_and_so_is_its_end() {
    append(12);
    assertThat(look(Duration.ofSeconds(300))).isEqualTo(new Lag(12, Duration.ofSeconds(300)));
    assertThat(said()).isEmpty();

    look(Duration.ofSeconds(301));
    look(Duration.ofSeconds(900));

    assertThat(said()).containsExactly("WARN The publication to Kafka is behind: 12 events wait, the oldest for 301 s, and 300 s are the limit."
        + " `cmc events` says why.");

    publishTo(12);
    assertThat(look(Duration.ofSeconds(905))).isEqualTo(Lag.NONE);
    look(Duration.ofSeconds(910));

    assertThat(said()).hasSize(2).last().isEqualTo("INFO The publication to Kafka is no longer behind: 0 events wait, the oldest for 0 s.");

    append(1);
    look(Duration.ofSeconds(1_300));
    assertThat(said()).as("said again").hasSize(3);
  }

  @Test void what_is_published_in_part_lags_by_the_rest_and_a_clock_that_is_behind_tells_no_negative_age() {
    append(12);
    publishTo(5);

    assertThat(look(Duration.ofSeconds(-60))).isEqualTo(new Lag(7, Duration.ZERO));
  }

  @Test void gauges_show_the_lag_in_events_and_seconds_and_the_dead_letters_that_wait() {
    append(12);
    look(Duration.ofSeconds(90));
    stand.store().sql().update("insert into publication_letter (topic, migration, sequence, event_id, name, cause) values ('t', 'net', 3, 'e', 'n', 'c')");
    try (var context = new AnnotationConfigApplicationContext()) {
      context.registerBean(LagWatch.class, () -> watch);
      context.registerBean(LetterQueries.class, () -> stand.store().bean(LetterQueries.class));
      context.registerBean("one", SimpleMeterRegistry.class);
      context.registerBean("other", SimpleMeterRegistry.class);
      context.register(MeterWiring.class);
      context.refresh();

      assertThat(context.getBeansOfType(SimpleMeterRegistry.class).values()).hasSize(2).allSatisfy(registry -> {
        assertThat(registry.get("migration.kafka.lag").gauge().value()).isEqualTo(12);
        assertThat(registry.get("migration.kafka.age").timeGauge().value(TimeUnit.SECONDS)).isEqualTo(90);
        assertThat(registry.get("migration.dead.letters").gauge().value()).isEqualTo(1);
      });
    }
  }

  private Lag look(Duration later) {
    now.set(first().plus(later));
    watch.look();
    return watch.last();
  }

  /** When the first event was stored. */
  private Instant first() {
    return stand.store().bean(SealedEventReader.class).texts(0, 1).stream().map(e -> Instant.parse(e.event().at())).findFirst().orElseThrow();
  }

  private void publishTo(long position) {
    stand.board(topic).publishing(position);
  }

  private void append(int events) {
    stand.store().append(IntStream.range(0, events).mapToObj(i -> new MigrationHeld(new MigrationId("net"), "", Instant.EPOCH)).toList());
  }

  private List<String> said() {
    return log.list.stream().map(e -> e.getLevel() + " " + e.getFormattedMessage()).toList();
  }

  private static ListAppender<ILoggingEvent> listen() {
    var log = new ListAppender<ILoggingEvent>();
    log.start();
    var logger = (Logger) LoggerFactory.getLogger(LagWatch.class);
    logger.setLevel(Level.INFO);
    logger.addAppender(log);
    return log;
  }
}
