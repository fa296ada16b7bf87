// SPDX-License-Identifier: Apache-2.0
package io.cmc.store;

import java.util.Random;

/** Where the randomness of a test comes from; printed, so that a failure can be had again. */
public final class Seed {

  private Seed() {}

  public static Random random(String test) {
    var seed = Long.getLong("seed", System.nanoTime());
    System.out.println(test + ": to see the same again, run with -Dseed=" + seed);
    return new Random(seed);
  }
}
