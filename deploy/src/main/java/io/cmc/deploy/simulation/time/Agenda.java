// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.time;

import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * Virtual time and what is to happen in it, on one thread. Whoever has to wait lets others have their turn on top of his own stack,
 * so a waiter goes on no earlier than those that began during his wait and have not ended: like a slow answer.
 */
public final class Agenda implements InstantSource {

  /** How many may wait on one another's stack; deeper only what makes no calls of its own has its turn. */
  private static final int DEEPEST = 10;
  private static final int MOST = 2_000_000;

  private final PriorityQueue<Entry> actors = new PriorityQueue<>();
  private final PriorityQueue<Entry> light = new PriorityQueue<>();
  private long now = Instant.parse("2026-03-07T12:00:00Z").toEpochMilli();
  private long orders;
  private int depth;

  private record Entry(long at, long order, Runnable what) implements Comparable<Entry> {

    @Override public int compareTo(Entry other) {
      return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
    }
  }

  public long now() {
    return now;
  }

  @Override public Instant instant() {
    return Instant.ofEpochMilli(now);
  }

  public boolean deep() {
    return depth >= DEEPEST;
  }

  /** Somebody who may make calls and wait for their answers. */
  public void actor(long inMillis, Runnable what) {
    actors.add(new Entry(now + inMillis, orders++, what));
  }

  /** Something that happens without waiting for anything. */
  public void light(long inMillis, Runnable what) {
    light.add(new Entry(now + inMillis, orders++, what));
  }

  /** Until it is so, or nothing is left, or the time is over. @return whether it is so */
  public boolean run(BooleanSupplier done, long until) {
    while (!done.getAsBoolean()) {
      if (!runNext(until)) return false;
    }
    return true;
  }

  /** Time goes by without anybody's turn: whoever was due comes a little later. */
  public void pass(long millis) {
    now += millis;
  }

  /** Time goes by, and the others have their turns. */
  public void spend(long millis) {
    var until = now + millis;
    await(() -> false, until);
    now = Math.max(now, until);
  }

  /** As {@link #run}, on the stack of whoever waits. */
  public boolean await(BooleanSupplier done, long until) {
    depth++;
    try {
      return run(done, until);
    } finally {
      depth--;
    }
  }

  private boolean runNext(long until) {
    var queue = next();
    if (queue.isEmpty() || queue.peek().at() > until) return false;
    if (orders > MOST) throw new IllegalStateException("no end after " + MOST + " entries");
    var entry = queue.poll();
    now = Math.max(now, entry.at());
    entry.what().run();
    return true;
  }

  private PriorityQueue<Entry> next() {
    if (deep() || actors.isEmpty()) return light;
    return light.isEmpty() || actors.peek().compareTo(light.peek()) < 0 ? actors : light;
  }
}
