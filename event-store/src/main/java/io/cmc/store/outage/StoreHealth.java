// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.outage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the store takes events just now. Whoever meets an outage tells it; from then on it tries by itself, once a second, whether an
 * event could be written, until one could. It alone says so in the log, at most once a minute for each kind, and when it is over.
 */
public final class StoreHealth implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StoreHealth.class);
  private static final Duration BETWEEN = Duration.ofSeconds(1);
  private static final Duration TOLD_AGAIN = Duration.ofMinutes(1);

  /** Tries to write an event, and takes it back. */
  public interface Trial {
    /** @throws Exception why none can be written */
    void write() throws Exception;
  }

  private final Trial trial;
  private final InstantSource clock;
  private final List<Consumer<Boolean>> listeners = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService trials =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("store-health").factory());
  private volatile boolean takesEvents = true;
  private Instant since = Instant.EPOCH;
  private Instant told = Instant.EPOCH;
  private boolean toldFull;

  /** @param clock for how often things are told */
  public StoreHealth(Trial trial, InstantSource clock) {
    this.trial = trial;
    this.clock = clock;
  }

  public boolean takesEvents() {
    return takesEvents;
  }

  /** @param listener told at each change whether events are taken now, on whatever thread; must not block */
  public void onChange(Consumer<Boolean> listener) {
    listeners.add(listener);
  }

  /** From any thread, as often as one likes. @return whether it is an outage; what is none is nothing to this */
  public boolean met(Throwable failure) {
    if (!StoreOutage.seenIn(failure)) return false;
    begin(failure);
    return true;
  }

  private synchronized void begin(Throwable failure) {
    if (!takesEvents || trials.isShutdown()) return;
    since = clock.instant();
    tell(failure);
    change(false);
    trials.schedule(this::tryIt, 0, TimeUnit.MILLISECONDS);
  }

  private void tryIt() {
    try {
      trial.write();
      over();
    } catch (Exception e) {
      if (StoreOutage.seenIn(e)) goOn(e);
      else over(); // what is no outage shows itself where it matters
    }
  }

  private synchronized void goOn(Exception e) {
    tell(e);
    if (!trials.isShutdown()) trials.schedule(this::tryIt, BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized void over() {
    LOG.info("the service's own database takes events again, after {} s; everything goes on by itself", Duration.between(since, clock.instant()).toSeconds());
    change(true);
  }

  /** Under the lock, so that listeners hear of changes in the order in which they are. */
  private void change(boolean now) {
    takesEvents = now;
    listeners.forEach(l -> l.accept(now));
  }

  private void tell(Throwable failure) {
    var full = StoreOutage.isFull(failure);
    if (full == toldFull && clock.instant().isBefore(told.plus(TOLD_AGAIN))) return;
    told = clock.instant();
    toldFull = full;
    if (full) {
      LOG.error("the disk of the service's own database is full: orders are refused and no work is begun until there is room; nothing is lost: {}", failure.toString());
    } else {
      LOG.warn("the service's own database does not answer, or is going: orders are refused and no work is begun until it is back: {}", failure.toString());
    }
  }

  @Override public synchronized void close() {
    trials.shutdownNow();
  }
}
