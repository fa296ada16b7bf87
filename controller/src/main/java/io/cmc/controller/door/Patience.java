// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.command.AbortMigration;
import io.cmc.command.Order;
import io.cmc.command.RestoreFromBackup;
import io.cmc.rejection.OrderRejected;
import io.cmc.rejection.ProblemCode;
import java.time.Duration;

/**
 * How often an order to turn back is tried again while a call is on its way to the domains: such a call ends by itself, mostly soon.
 *
 * @param times after which the caller is told
 */
record Patience(int times, Duration between) {
  static final Patience USUAL = new Patience(50, Duration.ofMillis(100));

  static boolean mayPass(Order order, OrderRejected refused) {
    return refused.problem().code() == ProblemCode.CONFLICT && (order instanceof AbortMigration || order instanceof RestoreFromBackup);
  }

  /** Blocks for a while. @param tried how often; @return whether it is to be tried again */
  boolean again(int tried) {
    if (tried >= times) return false;
    try {
      Thread.sleep(between);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
