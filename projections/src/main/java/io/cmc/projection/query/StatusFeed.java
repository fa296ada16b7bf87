// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.id.MigrationId;
import io.cmc.projection.sight.Sight;
import io.cmc.projection.status.StatusQueries;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells subscribers when the status of a migration changed. It is read once for a change, however many subscribers there are: after
 * the local projection committed one, and, for what other instances commit, after one small query for all watched migrations that is
 * repeated at an interval. Safe for many threads; all reading is done by one thread of its own.
 */
public final class StatusFeed implements Consumer<Set<MigrationId>>, AutoCloseable {

  /** Called by one thread at a time; must not block. */
  interface Subscriber {

    void changed(StatusAnswer status);

    /** What it may see; does not change. */
    Sight sight();

    /** Nothing more comes. */
    void closed();
  }

  private static final class Topic {
    private final Set<Subscriber> subscribers = new HashSet<>();
    private long asOf = -1;
  }

  private static final Logger LOG = LoggerFactory.getLogger(StatusFeed.class);

  private final StatusQueries queries;
  private final ShownStatus shown;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("status-feed").daemon().factory());
  private final Set<MigrationId> watched = ConcurrentHashMap.newKeySet();
  private final Set<MigrationId> waiting = ConcurrentHashMap.newKeySet();
  /** Only the worker touches it. */
  private final Map<MigrationId, Topic> topics = new HashMap<>();

  /** @param interval between looks for what other instances committed */
  public StatusFeed(StatusQueries queries, ShownStatus shown, Duration interval) {
    this.queries = queries;
    this.shown = shown;
    worker.scheduleWithFixedDelay(guarded(this::lookAround), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** These migrations have another status now. Returns at once and never throws. */
  @Override public void accept(Set<MigrationId> changed) {
    changed.stream().filter(watched::contains).forEach(this::refreshSoon);
  }

  /** The subscriber gets the status now, and again at each change. @return ends the subscription; may be called twice */
  Runnable subscribe(MigrationId migration, Subscriber subscriber) {
    run(() -> {
      watched.add(migration);
      topics.computeIfAbsent(migration, m -> new Topic()).subscribers.add(subscriber);
      refresh(migration);
    }, subscriber::closed);
    return () -> run(() -> forget(migration, subscriber), () -> { });
  }

  /** Ends all subscriptions. */
  @Override public void close() {
    run(() -> topics.values().forEach(t -> t.subscribers.forEach(Subscriber::closed)), () -> { });
    worker.close(); // after all that it was given
  }

  int watchedMigrations() {
    return watched.size();
  }

  private void run(Runnable task, Runnable otherwise) {
    try {
      worker.execute(guarded(task));
    } catch (RejectedExecutionException e) {
      otherwise.run();
    }
  }

  private Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        // the next look makes up for it
        LOG.warn("The status of watched migrations could not be read; it is tried again.", e);
      }
    };
  }

  private void forget(MigrationId migration, Subscriber subscriber) {
    var topic = topics.get(migration);
    if (topic == null) return;
    topic.subscribers.remove(subscriber);
    if (topic.subscribers.isEmpty()) {
      topics.remove(migration);
      watched.remove(migration);
    }
  }

  private void refreshSoon(MigrationId migration) {
    if (waiting.add(migration)) run(() -> refresh(migration), () -> { });
  }

  private void lookAround() {
    if (topics.isEmpty()) return;
    queries.asOf(topics.keySet()).forEach((migration, asOf) -> {
      if (asOf > topics.get(migration).asOf) refresh(migration);
    });
  }

  private void refresh(MigrationId migration) {
    // before the read: a change that comes while it is read is read again
    waiting.remove(migration);
    var topic = topics.get(migration);
    if (topic == null) return;
    queries.find(migration).ifPresent(found -> {
      topic.asOf = found.migration().asOf();
      var seen = new HashMap<Sight, StatusAnswer>();
      Set.copyOf(topic.subscribers).forEach(s -> s.changed(seen.computeIfAbsent(s.sight(),
          sight -> shown.of(found, sight.of(found.members())))));
    });
  }
}
