// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.demo;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for another process to get ready. */
final class Patience {

  private Patience() {}

  static void until(Duration most, Process process, BooleanSupplier ready, String what) throws InterruptedException {
    var end = System.nanoTime() + most.toNanos();
    while (!ready.getAsBoolean()) {
      if (process.waitFor(100, TimeUnit.MILLISECONDS)) throw new IllegalStateException("ended before it was ready: " + what);
      if (System.nanoTime() > end) throw new IllegalStateException("not ready after " + most.toSeconds() + " s: " + what);
    }
  }
}
