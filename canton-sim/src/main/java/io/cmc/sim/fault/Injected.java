// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.fault;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A fault that lies in wait. */
public final class Injected {

  private final String id;
  private final String node;
  private final String place;
  private final Fault fault;
  private final AtomicInteger left;
  private final CountDownLatch hit = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  Injected(String id, String node, String place, Fault fault, int times) {
    this.id = id;
    this.node = node;
    this.place = place;
    this.fault = fault;
    this.left = new AtomicInteger(times);
  }

  public String id() {
    return id;
  }

  public Fault fault() {
    return fault;
  }

  /** Lets go whatever hangs on this fault, and takes it away. May be called twice. */
  public void release() {
    left.set(0);
    released.countDown();
  }

  /** Waits until the fault has struck once; false when it did not within the time. */
  public boolean awaitHit(Duration atMost) {
    try {
      return hit.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Blocks until {@link #release()}. */
  public void awaitRelease() throws InterruptedException {
    released.await();
  }

  boolean awaitRelease(Duration atMost) throws InterruptedException {
    return released.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  boolean waitsFor(String atNode, String atPlace) {
    return left.get() > 0 && (node.equals("*") || node.equals(atNode)) && matchesPlace(atPlace);
  }

  /** Takes one of the times this fault has left. */
  boolean strike() {
    if (left.getAndUpdate(n -> Math.max(0, n - 1)) == 0) return false;
    hit.countDown();
    return true;
  }

  /** The star stands for every call, and for calls only. */
  private boolean matchesPlace(String atPlace) {
    return place.equals("*") ? atPlace.contains("/") : place.equals(atPlace);
  }
}
