// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.wiring;

import io.cmc.store.outage.SqlCause;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.RetryScheduler;
import org.axonframework.common.lock.DeadlockException;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * Whoever comes second to a stream tries again for about ten seconds, each time after a pause of random length: writers of two
 * instances that tried again in step would meet again and again. Each waits on a thread of its own, since a try may have to wait for
 * other writers of this instance; few threads for all would let those that came later go first. Two that wait for each other within one
 * instance, as orders and timers of one migration may, are a conflict as well: the one that notices is rolled back, and comes again.
 */
final class ConflictRetries implements RetryScheduler {

  /** With the longest pauses a little over ten seconds. */
  static final int TRIES = 100;
  static final Duration LONGEST = Duration.ofMillis(200);
  private static final long FIRST_MILLIS = 10;
  /**
   * "cached plan must not change result type", and nothing else that this service asks for: a newer instance that starts beside this one has changed the
   * table. Each connection that has the statement prepared for the table as it was fails once, and is given up.
   */
  private static final String CACHED_PLAN = "0A000";

  private final RandomGenerator random;

  ConflictRetries(RandomGenerator random) {
    this.random = random;
  }

  @Override public boolean scheduleRetry(CommandMessage command, RuntimeException failure, List<Class<? extends Throwable>[]> failures,
      Runnable again) {
    if (!isConflict(failure) || failures.size() > TRIES) return false;
    var pause = pause(failures.size());
    Thread.ofVirtual().name("conflict-retry").start(() -> {
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      again.run();
    });
    return true;
  }

  private static boolean isConflict(RuntimeException failure) {
    return failure instanceof ConcurrencyException || failure instanceof DeadlockException || SqlCause.isIn(failure, CACHED_PLAN);
  }

  /** @param failures so far, from 1 */
  Duration pause(int failures) {
    var most = Math.min(LONGEST.toMillis(), FIRST_MILLIS << Math.min(10, failures - 1));
    return Duration.ofMillis(1 + random.nextLong(most));
  }
}
