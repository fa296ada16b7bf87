// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Wakes the work loop as soon as new work is committed, so that polling is only for what other instances wrote. */
public final class Wake {

  private final Semaphore calls = new Semaphore(0);

  /** Now, or after the running transaction has committed. */
  public void call() {
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
        @Override public void afterCommit() {
          calls.release();
        }
      });
    } else {
      calls.release();
    }
  }

  /** Until called, or at most so long. */
  void await(Duration most) throws InterruptedException {
    if (calls.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) calls.drainPermits();
  }
}
