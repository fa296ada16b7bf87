// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.contract;

import io.cmc.deploy.simulation.time.Chance;
import java.util.List;

/** Nothing happens by chance: everything takes its least time, and whatever goes wrong is in the script. */
final class Still extends Chance {

  Still() {
    super(0);
  }

  @Override public Chance another() {
    return this;
  }

  @Override public long nextLong() {
    return 0;
  }

  @Override public boolean oneIn(int times) {
    return false;
  }

  @Override public boolean happens(double rate) {
    return false;
  }

  @Override public int between(int least, int most) {
    return least;
  }

  @Override public <T> T of(List<T> choices) {
    return choices.getFirst();
  }
}
