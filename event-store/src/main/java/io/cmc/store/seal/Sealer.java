// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.seal;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each event its position, its place within its migration and its link in the hash chain, in an order in which no event comes
 * before what it follows from. Every instance has one; one of all works, and another takes over when its session ends. Works on a
 * thread and a connection of its own.
 */
public final class Sealer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Sealer.class);
  private static final Duration IDLE = Duration.ofMillis(200);
  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);
  /** After a pass that sealed something: each costs a commit, and one of every reader, however few events it has. The first event after a quiet time waits for nothing. */
  private static final Duration GATHER = Duration.ofMillis(100);
  private static final long BLOCKED_MILLIS = 3;
  private static final long BLOCKED_MILLIS_AT_MOST = 50;

  private final DataSource source;
  private final LongConsumer sealed;
  private final Duration idle;
  private final Duration gather;
  private final Semaphore wakes = new Semaphore(0);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private boolean failing;

  /**
   * @param source of connections as the service's role; one is kept as long as this sealer is the one that works
   * @param sealed told the last position after each pass that sealed something, on the sealer's thread
   */
  public Sealer(DataSource source, LongConsumer sealed) {
    this(source, sealed, IDLE, GATHER);
  }

  Sealer(DataSource source, LongConsumer sealed, Duration idle, Duration gather) {
    this.source = source;
    this.sealed = sealed;
    this.idle = idle;
    this.gather = gather;
    this.thread = Thread.ofPlatform().daemon().name("sealer").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** Says that something was committed. Without it, it is found within a quarter of a second. From any thread, as often as one likes. */
  public void wake() {
    if (wakes.availablePermits() == 0) wakes.release();
  }

  /** For {@code EventBus.subscribe}: wakes once the events being published are committed. */
  public void wakeAfterCommit(List<? extends EventMessage<?>> published) {
    if (CurrentUnitOfWork.isStarted()) {
      CurrentUnitOfWork.get().root().afterCommit(done -> wake());
    } else {
      wake();
    }
  }

  private void run() {
    while (!isClosed()) {
      try {
        workIfAlone();
        pause(idle);
      } catch (SQLException | RuntimeException e) {
        if (!isClosed() && !failing) LOG.warn("Sealing was interrupted and goes on by itself: {}", e.toString());
        failing = true; // said once, until a pass succeeds
        pause(AFTER_A_FAULT);
      }
    }
  }

  private void workIfAlone() throws SQLException {
    var session = SealerSession.tryOpen(source);
    if (session.isEmpty()) return;
    try (var alone = session.get()) {
      var sealing = alone.sealing();
      var blocked = BLOCKED_MILLIS;
      while (!isClosed()) {
        var pass = sealing.pass();
        failing = false;
        if (pass.sealed()) {
          sealed.accept(pass.lastPosition());
          gather();
        } else pause(pass.waiting() ? Duration.ofMillis(blocked) : idle);
        blocked = pass.waiting() && !pass.sealed() ? Math.min(2 * blocked, BLOCKED_MILLIS_AT_MOST) : BLOCKED_MILLIS;
      }
    }
  }

  private boolean isClosed() {
    return closing.getCount() == 0;
  }

  private void gather() {
    try {
      closing.await(gather.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closing.countDown();
    }
  }

  private void pause(Duration atMost) {
    try {
      if (!isClosed() && wakes.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) wakes.drainPermits();
    } catch (InterruptedException e) {
      closing.countDown();
    }
  }

  /** Ends after the batch in hand; another instance's sealer takes over. */
  @Override
  public void close() {
    closing.countDown();
    wake();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
