// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Wakes the work loop as soon as new work is committed, and then lets the {@link WorkBell} ring for other instances, so that polling is
 * only for what nobody told.
 */
public final class Wake {

  private final Semaphore calls = new Semaphore(0);
  private final Semaphore rings = new Semaphore(0);

  /** This instance alone; now, or after the running transaction has committed. */
  public void call() {
    onceCommitted(calls::release);
  }

  /** There is new work, for any instance to do; told now, or after the running transaction has committed. */
  public void ring() {
    onceCommitted(() -> {
      calls.release();
      rings.release();
    });
  }

  /** Others could not be told. */
  void ringAgain() {
    rings.release();
  }

  private static void onceCommitted(Runnable told) {
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
        @Override public void afterCommit() {
          told.run();
        }
      });
    } else {
      told.run();
    }
  }

  /** Until called, or at most so long. @return whether it was called */
  boolean await(Duration most) throws InterruptedException {
    return await(calls, most);
  }

  /** Until others are to be told, or at most so long. @return whether they are, however many times it was said */
  boolean awaitRing(Duration most) throws InterruptedException {
    return await(rings, most);
  }

  private static boolean await(Semaphore told, Duration most) throws InterruptedException {
    var was = told.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS);
    if (was) told.drainPermits();
    return was;
  }
}
