// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.time;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Chance that follows from a seed. A test may put one in its place that always gives the same. */
public class Chance implements RandomGenerator {

  private final SplittableRandom random;

  public Chance(long seed) {
    this(new SplittableRandom(seed * 0x9E3779B97F4A7C15L + 1));
  }

  private Chance(SplittableRandom random) {
    this.random = random;
  }

  /** Chance of its own: what is drawn from one does not change what the other gives. */
  public Chance another() {
    return new Chance(random.split());
  }

  @Override public long nextLong() {
    return random.nextLong();
  }

  /** True once in so many times. */
  public boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  /** @param rate from 0 to 1 */
  public boolean happens(double rate) {
    return random.nextDouble() < rate;
  }

  /** Both inclusive. */
  public int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  public <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
