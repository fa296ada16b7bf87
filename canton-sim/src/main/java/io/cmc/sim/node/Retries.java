// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import java.time.Duration;
import java.util.function.Consumer;

/** How often a node's own command is tried again that was refused for a reason that may pass. For one command and one thread. */
final class Retries {

  /** Of the machine's time, as the rates of the limits are. */
  static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int AFTER_THE_FIRST = 10;
  private final Consumer<Duration> sleep;
  private int left = AFTER_THE_FIRST;

  Retries(Consumer<Duration> sleep) {
    this.sleep = sleep;
  }

  /** False at once when it was tried often enough; else true when the pause is over. */
  boolean another() {
    if (left == 0) return false;
    left--;
    sleep.accept(PAUSE);
    return true;
  }
}
