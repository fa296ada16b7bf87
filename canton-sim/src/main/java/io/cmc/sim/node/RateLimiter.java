// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

/** A continuous rate with some room for bursts. */
final class RateLimiter {

  private final double perSecond;
  private final double burst;
  private long last = System.nanoTime();
  private double used;

  RateLimiter(double perSecond, double burst) {
    this.perSecond = perSecond;
    this.burst = burst;
  }

  synchronized boolean admit() {
    var now = System.nanoTime();
    used = Math.max(0, used - perSecond * (now - last) / 1e9);
    last = now;
    if (used >= burst) return false;
    used += 1;
    return true;
  }
}
