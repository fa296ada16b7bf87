// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A participant's open connection to a domain: reads its events in order, confirms requests, and applies verdicts. */
final class Connection implements AutoCloseable {

  private static final long IDLE_MILLIS = 60_000;
  private static final long WHILE_DOMAIN_RESTS_MILLIS = 50;
  private final ParticipantProcess process;
  private final Domain domain;
  private final String alias;
  private final Inbox inbox;
  private final Instant opened = Instant.now();
  private final Subscriber atTheDomain = new AtTheDomain();
  private final Map<String, Unsequenced> unsequenced = new ConcurrentHashMap<>();
  private final Semaphore signal = new Semaphore(0);
  private Instant subscribedTo = Instant.EPOCH;
  private Thread reader;
  private volatile boolean closed;

  /** @param handed whether the domain has it, or will never have it: before that it is too early to say that it came too late */
  private record Unsequenced(Instant timeout, boolean handed) {}

  Connection(ParticipantProcess process, Domain domain, String alias) {
    this.process = process;
    this.domain = domain;
    this.alias = alias;
    this.inbox = new Inbox(process, domain, unsequenced::remove);
  }

  Domain domain() {
    return domain;
  }

  String alias() {
    return alias;
  }

  void open() {
    process.requests().submissions(domain.id()).forEach(s -> unsequenced.put(s.id(), new Unsequenced(s.timeout(), true)));
    reader = Thread.ofVirtual().name(process.uid().name() + "-" + alias).start(this::read);
  }

  /**
   * Watches that the submission is sequenced in time. Until {@link #handed} the domain's clock waits for it.
   *
   * @param tolerance how long it may take
   */
  DomainClock.Deadline track(String submission, Duration tolerance) {
    var latest = domain.latest(tolerance, atTheDomain);
    unsequenced.put(submission, new Unsequenced(latest.at(), false));
    return latest;
  }

  void handed(String submission, DomainClock.Deadline latest) {
    domain.handed(latest);
    unsequenced.computeIfPresent(submission, (id, u) -> new Unsequenced(u.timeout(), true));
    signal.release();
  }

  /** Whether commands would get through; learns late that a domain died or came back, and does not notice a frozen one. */
  boolean healthy() {
    var timing = process.world().timing();
    var sinceChange = Duration.between(domain.changed(), Instant.now());
    if (!domain.isUp()) return sinceChange.compareTo(timing.unhealthyAfter()) < 0;
    return opened.isAfter(domain.changed()) || sinceChange.compareTo(timing.healthyAgainAfter()) >= 0;
  }

  private void read() {
    try {
      while (!closed) {
        var pause = domain.works() && !process.gate().isShut() ? catchUp() : WHILE_DOMAIN_RESTS_MILLIS;
        if (signal.tryAcquire(pause, TimeUnit.MILLISECONDS)) signal.drainPermits();
      }
    } catch (InterruptedException | NodeGone e) {
      // nobody reads for a dead process
    } finally {
      closed = true;
    }
  }

  private long catchUp() {
    try {
      subscribe();
      var late = late();
      inbox.readAll();
      late.forEach(this::expire);
      return untilNext();
    } catch (DomainDown e) {
      return WHILE_DOMAIN_RESTS_MILLIS;
    }
  }

  /** Once for each life of the domain; what it may have forgotten is confirmed again. */
  private void subscribe() {
    if (subscribedTo.equals(domain.changed())) return;
    subscribedTo = domain.changed();
    domain.subscribe(process.uid().toString(), atTheDomain);
    inbox.confirmAgain();
  }

  /** What is not seen in the events that are there now will not be seen any more. */
  private List<String> late() {
    if (unsequenced.isEmpty()) return List.of();
    var now = domain.time();
    return unsequenced.entrySet().stream().filter(e -> e.getValue().handed() && e.getValue().timeout().isBefore(now)).map(Map.Entry::getKey).toList();
  }

  private void expire(String submission) {
    if (unsequenced.remove(submission) != null) process.ledger().timedOut(submission);
  }

  private long untilNext() {
    var next = unsequenced.values().stream().filter(Unsequenced::handed).map(Unsequenced::timeout).min(Instant::compareTo);
    return next.map(t -> Math.max(1, Duration.between(domain.time(), t).toMillis() + 1)).orElse(IDLE_MILLIS);
  }

  private final class AtTheDomain implements Subscriber {

    @Override public void told() {
      signal.release();
    }

    @Override public boolean works() {
      return !closed && process.works();
    }
  }

  /** Comes back when nothing of the connection runs any more. */
  @Override
  public void close() {
    closed = true;
    domain.unsubscribe(process.uid().toString());
    signal.release();
    try {
      if (reader != null && Thread.currentThread() != reader) reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
