// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after a failed attempt: doubling from half a second to a minute, with a quarter of jitter. */
public final class Backoff {

  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration MOST = Duration.ofMinutes(1);

  private final RandomGenerator random;

  public Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** @param failures so far, from 1 */
  public Duration after(int failures) {
    var millis = Math.min(MOST.toMillis(), FIRST.toMillis() << Math.min(20, failures - 1));
    return Duration.ofMillis(millis - millis / 8 + random.nextLong(millis / 4 + 1));
  }
}
