// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.faults;

import java.util.Random;

/** Chance that can be had again: {@code -Dseed=...} takes the one that was printed. */
final class Seeds {

  private Seeds() {}

  static Random random(String test) {
    var seed = Long.getLong("seed", System.nanoTime());
    System.out.println(test + ": seed " + seed + " (again with -Dseed=" + seed + ")");
    return new Random(seed);
  }
}
