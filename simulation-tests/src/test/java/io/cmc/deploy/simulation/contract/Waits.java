// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.contract;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Calls that wait for long, so that others have their turns meanwhile. Who came last goes on first, as on the mirror's stack. All of it
 * is for whoever has the turn.
 */
final class Waits {

  private final Condition goesOn;
  private final Deque<Wait> open = new ArrayDeque<>();

  private static final class Wait {
    final BooleanSupplier done;
    final long until;
    boolean over;

    Wait(BooleanSupplier done, long until) {
      this.done = done;
      this.until = until;
    }
  }

  Waits(ReentrantLock turn) {
    this.goesOn = turn.newCondition();
  }

  /** Gives the turn away, and comes back when somebody let this wait end. */
  void begin(BooleanSupplier done, long until) {
    var wait = new Wait(done, until);
    open.push(wait);
    while (!wait.over) goesOn.awaitUninterruptibly();
  }

  int count() {
    return open.size();
  }

  /** When the last one ends at the latest, in milliseconds of the model's time. */
  Optional<Long> next() {
    return Optional.ofNullable(open.peek()).map(w -> w.until);
  }

  boolean isOver(long now) {
    return !open.isEmpty() && (open.peek().done.getAsBoolean() || open.peek().until <= now);
  }

  /** It no longer counts from here on, though its thread has still to wake up. */
  void endLast() {
    open.pop().over = true;
    goesOn.signalAll();
  }

  void endAll() {
    while (!open.isEmpty()) endLast();
  }
}
