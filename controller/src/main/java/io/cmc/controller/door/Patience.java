// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.command.AbortMigration;
import io.cmc.command.Order;
import io.cmc.command.RestoreFromBackup;
import io.cmc.rejection.OrderRejected;
import io.cmc.rejection.ProblemCode;
import java.time.Duration;

/**
 * How long an order to turn back is tried again while a call is on its way to the domains: such a call ends by itself, mostly soon.
 *
 * @param atMost after which the caller is told
 */
public record Patience(Duration atMost, Duration between) {
  static final Patience USUAL = new Patience(Duration.ofSeconds(5), Duration.ofMillis(100));

  static boolean mayPass(Order order, OrderRejected refused) {
    return refused.problem().code() == ProblemCode.CONFLICT && (order instanceof AbortMigration || order instanceof RestoreFromBackup);
  }

  /** Blocks for a while. @param since {@link System#nanoTime} of the first attempt; @return whether it is to be tried again */
  boolean again(long since) {
    if (System.nanoTime() - since > atMost.toNanos()) return false;
    try {
      Thread.sleep(between);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
