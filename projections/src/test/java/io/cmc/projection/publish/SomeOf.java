// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import io.cmc.projection.RandomHistory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** What the default suite takes of a matrix whose whole is run by {@code -Pfaults}. */
final class SomeOf {

  private SomeOf() {}

  /** @param test by whose seed, which is printed, the cases are drawn; the same for the whole JVM */
  static <T> Stream<T> all(List<T> cases, int howMany, String test) {
    var drawn = new ArrayList<>(cases);
    Collections.shuffle(drawn, RandomHistory.random(test));
    return drawn.stream().limit(howMany);
  }
}
