// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import io.cmc.store.read.SealedEventReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures every few seconds how far the publication is behind, and says in the log when that is too much and when it is over; an old history
 * that has just begun to be published is not too late. Every instance has one, whoever of them publishes.
 */
public final class LagWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LagWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final Board board;
  private final SealedEventReader events;
  private final Duration limit;
  private final InstantSource clock;
  private final Instant begun;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("lag-watch").factory());
  private volatile Lag last = Lag.NONE;
  private boolean warned;

  /** @param limit for how long an event may wait before it is said in the log */
  public LagWatch(Board board, SealedEventReader events, Duration limit, InstantSource clock) {
    this.board = board;
    this.events = events;
    this.limit = limit;
    this.clock = clock;
    this.begun = clock.instant();
  }

  public void start() {
    thread.scheduleWithFixedDelay(this::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** As it was measured last. */
  public Lag last() {
    return last;
  }

  void look() {
    try {
      last = measure();
      judge(last);
    } catch (RuntimeException noDatabase) {
      // nothing new is stored either; that the database is away is said by who watches it
    }
  }

  private Lag measure() {
    var published = board.read().map(Board.Told::position).orElse(0L);
    var oldest = events.texts(published, 1).stream().findFirst();
    return oldest.map(e -> new Lag(events.lastPosition() - published, age(Instant.parse(e.event().at())))).orElse(Lag.NONE);
  }

  private Duration age(Instant at) {
    var age = Duration.between(at, clock.instant());
    return age.isNegative() ? Duration.ZERO : age;
  }

  // once, and not every few seconds
  private void judge(Lag lag) {
    var late = lag.age().compareTo(limit) > 0 && Duration.between(begun, clock.instant()).compareTo(limit) > 0;
    if (late && !warned) LOG.warn("The publication to Kafka is behind: {}, and {} s are the limit. `cmc events` says why.", lag.words(), limit.toSeconds());
    if (!late && warned) LOG.info("The publication to Kafka is no longer behind: {}.", lag.words());
    warned = late;
  }

  @Override public void close() {
    thread.close(); // after the look that is under way
  }
}
