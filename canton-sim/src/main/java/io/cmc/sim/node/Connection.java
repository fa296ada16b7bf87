// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import java.time.Duration;
import java.time.Instant;
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
  private final Map<String, Instant> unsequenced = new ConcurrentHashMap<>();
  private final Semaphore signal = new Semaphore(0);
  private Instant subscribedTo = Instant.EPOCH;
  private Thread reader;
  private volatile boolean closed;

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
    process.requests().submissions(domain.id()).forEach(s -> unsequenced.put(s.id(), s.timeout()));
    reader = Thread.ofVirtual().name(process.uid().name() + "-" + alias).start(this::read);
  }

  /** Watches that the submission is sequenced in time. */
  void track(String submission, Instant timeout) {
    unsequenced.put(submission, timeout);
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
      closed = true;
    }
  }

  private long catchUp() {
    try {
      subscribe();
      inbox.readAll();
      return expire();
    } catch (DomainDown e) {
      return WHILE_DOMAIN_RESTS_MILLIS;
    }
  }

  /** Once for each life of the domain; what it may have forgotten is confirmed again. */
  private void subscribe() {
    if (subscribedTo.equals(domain.changed())) return;
    subscribedTo = domain.changed();
    domain.subscribe(process.uid().toString(), signal::release);
    inbox.confirmAgain();
  }

  /** Gives up on submissions whose time is over, and says how long to sleep. */
  private long expire() {
    var now = domain.time();
    unsequenced.forEach((id, timeout) -> {
      if (timeout.isBefore(now) && unsequenced.remove(id) != null) process.ledger().timedOut(id);
    });
    var next = unsequenced.values().stream().min(Instant::compareTo);
    return next.map(t -> Math.max(1, Duration.between(now, t).toMillis() + 1)).orElse(IDLE_MILLIS);
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
