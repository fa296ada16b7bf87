// SPDX-License-Identifier: Apache-2.0
package io.cmc.plan;

import java.time.Duration;
import java.time.Instant;

/**
 * When a migration may change anything.
 *
 * @param from before this it is not started
 * @param until hard end: the first point of no return is crossed only if {@code reserve} is left before it
 * @param reserve what the rest of the way and the way back take together at most
 */
public record Window(Instant from, Instant until, Duration reserve) {
  public Window {
    if (!until.isAfter(from)) throw new IllegalArgumentException("expected an end after " + from + ", found: " + until);
    if (reserve.isNegative()) throw new IllegalArgumentException("expected a reserve of 0 or more, found: " + reserve);
  }

  public boolean open(Instant at) {
    return !at.isBefore(from) && at.isBefore(until);
  }

  public boolean enoughLeft(Instant at) {
    return !at.plus(reserve).isAfter(until);
  }
}
