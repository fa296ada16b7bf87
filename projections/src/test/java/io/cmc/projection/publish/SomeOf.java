// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What the default suite takes of a matrix whose whole is run by {@code -Pfaults}. */
final class SomeOf {

  /** One for the whole JVM: a case that fails is the same one when it is run once more. */
  private static final long SEED = Long.getLong("seed", System.nanoTime());

  private SomeOf() {}

  /** @param test that says how the same cases are drawn again */
  static <T> Stream<T> all(List<T> cases, int howMany, String test) {
    System.out.println(test + ": to see the same again, run with -Dseed=" + SEED);
    var drawn = new ArrayList<>(cases);
    Collections.shuffle(drawn, new Random(SEED));
    return drawn.stream().limit(howMany);
  }
}
