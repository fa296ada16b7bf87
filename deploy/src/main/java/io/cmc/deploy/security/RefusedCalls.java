// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import io.cmc.rejection.ProblemCode;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls of nobody who is known are no orders and no reads: they are counted, and told in the log once a minute at most. */
final class RefusedCalls {

  private static final Logger LOG = LoggerFactory.getLogger(RefusedCalls.class);
  private static final Duration BETWEEN = Duration.ofMinutes(1);

  private final LongSupplier nanos;
  private long count;
  private long told;
  private long nextAt;

  /** @param nanos such as {@link System#nanoTime} */
  RefusedCalls(LongSupplier nanos) {
    this.nanos = nanos;
    this.nextAt = nanos.getAsLong();
  }

  synchronized void note(String method, ProblemCode why) {
    count++;
    if (nanos.getAsLong() - nextAt < 0) return;
    nextAt = nanos.getAsLong() + BETWEEN.toNanos();
    LOG.info("A call of {} was not let in: {}. Calls that were not let in since the last such line: {}.", method, why, count - told);
    told = count;
  }
}
