// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.read;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the sealed events end now, for all streams of this process: told by the sealer when it works here, and otherwise asked of the
 * database a few times a second, once for all.
 */
public final class SealedTail implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SealedTail.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration ANSWERED = Duration.ofSeconds(5);

  private final SealedEventReader reader;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();
  private final Thread thread;
  private long last;
  private boolean told;
  private boolean closed;

  public SealedTail(SealedEventReader reader) {
    this.reader = reader;
    this.thread = Thread.ofPlatform().daemon().name("sealed-tail").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** For the sealer of this process. A position that is known already is ignored; one before it is a reason to ask the database. */
  public void moved(long position) {
    lock.lock();
    try {
      told = position >= last;
      if (position <= last) return;
      last = position;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
    listeners.forEach(Runnable::run);
  }

  /** Back, after a failover to a database that lost events. What was told since the question is newer than its answer. */
  private void wentBack(long before, long position) {
    lock.lock();
    try {
      if (last != before) return;
      last = position;
    } finally {
      lock.unlock();
    }
    listeners.forEach(Runnable::run);
  }

  private void ask() {
    var before = last();
    var position = reader.lastPosition();
    if (position < before) wentBack(before, position);
    else moved(position);
  }

  public long last() {
    lock.lock();
    try {
      return last;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is an event after {@code position}, but not longer than the timeout. */
  public boolean awaitBeyond(long position, long timeout, TimeUnit unit) throws InterruptedException {
    var left = unit.toNanos(timeout);
    lock.lockInterruptibly();
    try {
      while (last <= position && left > 0) left = moved.awaitNanos(left);
      return last > position;
    } finally {
      lock.unlock();
    }
  }

  /** Calls the listener after each move, also back, on the mover's thread: it must not wait for anything. */
  void listen(Runnable listener) {
    listeners.add(listener);
  }

  void forget(Runnable listener) {
    listeners.remove(listener);
  }

  private void run() {
    var failing = false;
    do {
      try {
        ask();
        failing = false;
      } catch (RuntimeException e) {
        if (!failing && !isClosed()) LOG.warn("Cannot ask where the sealed events end; asking again and again: {}", e.toString());
        failing = true;
      }
    } while (pause());
  }

  /** @return false when this was closed. Nothing needs to be asked in a time in which the sealer told something. */
  private boolean pause() {
    lock.lock();
    try {
      do {
        told = false;
        var left = POLL.toNanos();
        while (left > 0 && !closed) left = moved.awaitNanos(left);
      } while (told && !closed);
      return !closed;
    } catch (InterruptedException e) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Stops asking, and waits for a question that is under way; streams that are still open see what the sealer of this process tells. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
    end();
  }

  private void end() {
    try {
      thread.join(ANSWERED.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
