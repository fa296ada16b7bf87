// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import io.cmc.controller.work.Lease.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Takes durable work under leases and does each piece on a virtual thread. Stopped, it begins nothing more and lets running pieces
 * end within a grace time; what does not end is taken over by whoever comes next.
 */
public final class WorkLoop implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(WorkLoop.class);
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration AFTER_FAULT = Duration.ofSeconds(1);
  private static final Duration HAND_OVER = Duration.ofSeconds(2);
  private static final int AT_ONCE = 512;
  /** At most so many with one claim: what becomes due meanwhile need not wait for long, and another instance not for its first. */
  private static final int AT_A_TIME = 16;
  private static final Duration LOOK_AROUND = Duration.ofMillis(250);

  private final Claims claims;
  private final WorkTable work;
  private final Map<Kind, Worker> workers;
  private final Wake wake;
  private final Duration grace;
  /** By lease and not by piece: one that is given back may be taken again before its thread has ended. */
  private final Set<Lease> running = ConcurrentHashMap.newKeySet();
  private volatile boolean on;
  /** Whether a claim may have been made whose leases nobody knows. */
  private boolean unsure;
  private long lookedAround = System.nanoTime() - LOOK_AROUND.toNanos();
  private Thread loop;
  private ExecutorService pieces;
  private ScheduledExecutorService renewal;

  WorkLoop(Claims claims, WorkTable work, Map<Kind, Worker> workers, Wake wake, Duration grace) {
    this.claims = claims;
    this.work = work;
    this.workers = Map.copyOf(workers);
    this.wake = wake;
    this.grace = grace;
  }

  @Override public synchronized void start() {
    if (on) return;
    on = true;
    claims.store().onChange(takesEvents -> wake.call());
    pieces = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("work-", 0).factory());
    renewal = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("lease-renewal").daemon().factory());
    renewal.scheduleWithFixedDelay(this::renew, LEASE.toMillis() / 3, LEASE.toMillis() / 3, TimeUnit.MILLISECONDS);
    loop = Thread.ofPlatform().name("work-loop").start(this::run);
  }

  private void run() {
    while (on) {
      try {
        if (!takeSome() && !wake.await(Duration.ZERO)) wake.await(pause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        fault(e);
      }
    }
    if (unsure) told("leases that nobody knows run out by themselves", this::giveBackUnknown);
  }

  private Duration pause() {
    var next = work.nextDue().filter(d -> d.compareTo(POLL) < 0).orElse(POLL);
    return next.isPositive() ? next : Duration.ofMillis(5);
  }

  private void fault(RuntimeException e) {
    if (!on) return;
    if (!claims.store().met(e)) LOG.warn("work cannot be taken just now: {}", e.toString());
    try {
      wake.await(AFTER_FAULT);
    } catch (InterruptedException i) {
      Thread.currentThread().interrupt();
    }
  }

  /** @return whether there may be more to take at once */
  private boolean takeSome() {
    if (unsure) giveBackUnknown();
    var most = Math.clamp(AT_ONCE - running.size(), 0, AT_A_TIME);
    unsure = true; // a claim whose answer is lost may have been stored
    var leases = looksAround() ? claims.take(LEASE, most) : claims.takeMore(LEASE, most);
    leases.forEach(this::begin);
    unsure = false;
    return claims.mayBeMore(leases, most);
  }

  /** Only this thread begins anything, so what is not running now is not going to. */
  private void giveBackUnknown() {
    work.giveBackAllBut(claims.owner(), ids());
    unsure = false;
  }

  private Set<Long> ids() {
    return running.stream().map(Lease::workId).collect(Collectors.toUnmodifiableSet());
  }

  private boolean looksAround() {
    var now = System.nanoTime();
    if (now - lookedAround < LOOK_AROUND.toNanos()) return false;
    lookedAround = now;
    return true;
  }

  private void begin(Lease lease) {
    running.add(lease);
    try {
      pieces.execute(() -> work(lease));
    } catch (RejectedExecutionException stopping) {
      running.remove(lease);
      back(lease, Duration.ZERO); // taken while it was stopped: the next instance need not wait for the lease
    }
  }

  private void work(Lease lease) {
    try (var lines = lease.lines()) {
      workTold(lease);
    }
  }

  private void workTold(Lease lease) {
    try {
      workers.get(lease.kind()).work(lease);
    } catch (RuntimeException e) {
      tell(lease, e);
      Thread.interrupted(); // a thread that is told to end closes every connection that it is given
      back(lease, AFTER_FAULT);
    } finally {
      var full = running.size() >= AT_ONCE;
      running.remove(lease);
      if (full) wake.call(); // else whoever wrote what came of it has said so
    }
  }

  private void tell(Lease lease, RuntimeException e) {
    if (!on) {
      LOG.info("{} of {} {} is given up at the stop and done by whoever comes next", lease.kind(), lease.migration(), lease.node());
    } else if (claims.store().met(e)) {
      LOG.info("{} of {} {} cannot be written down just now and is done again: {}", lease.kind(), lease.migration(), lease.node(), e.toString());
    } else {
      LOG.error("{} of {} {} ended by a fault and is done again", lease.kind(), lease.migration(), lease.node(), e);
    }
  }

  /** One that cannot be given back keeps no other. */
  private void back(Lease lease, Duration after) {
    told("the lease of " + lease.kind() + " of " + lease.migration() + " runs out by itself", () -> work.giveBack(lease, lease.notes(), after));
  }

  private void renew() {
    told("leases cannot be renewed just now", () -> work.renew(claims.owner(), ids(), LEASE));
  }

  private void told(String otherwise, Runnable deed) {
    try {
      deed.run();
    } catch (RuntimeException e) {
      if (!claims.store().met(e)) LOG.warn("{}: {}", otherwise, e.toString());
    }
  }

  @Override public synchronized void stop() {
    if (!on) return;
    on = false;
    wake.call();
    pieces.shutdown();
    try {
      if (!pieces.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) giveUp();
      loop.join(grace.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    renewal.shutdownNow();
  }

  /** What is given up is given back before the connections go, so that whoever comes next need not wait for its lease. */
  private void giveUp() throws InterruptedException {
    pieces.shutdownNow();
    pieces.awaitTermination(HAND_OVER.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override public boolean isRunning() {
    return on;
  }
}
