// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import java.time.Duration;

/** The time between two looks at something that cannot call back. */
final class Pause {

  private Pause() {}

  /** @return false when the thread was interrupted: the caller shall come to an end */
  static boolean of(Duration time) {
    try {
      Thread.sleep(time);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
