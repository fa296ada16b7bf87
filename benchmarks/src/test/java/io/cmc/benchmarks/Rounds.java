// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/**
 * Two things measured in turns, ours first and in every second round theirs: what a busy machine does to one, it does to the other. What
 * is compared is always of the same round.
 */
final class Rounds {

  /** What can be measured. @return how much of it, in a unit that both share */
  interface Measured {
    double once() throws Exception;
  }

  /** However long the compilers take. */
  private static final int LONGEST_WARM_UP = 15;
  private static final int NO_LONGER_RISING = 3;
  private static final double RISING = 1.05;

  private final List<Double> ours = new ArrayList<>();
  private final List<Double> theirs = new ArrayList<>();

  private Rounds() {}

  /** @param warmUp rounds that do not count */
  static Rounds interleaved(int warmUp, int rounds, Measured ours, Measured theirs) throws Exception {
    var measured = new Rounds();
    for (var round = -warmUp; round < rounds; round++) {
      var oursFirst = Math.floorMod(round + warmUp, 2) == 0;
      var first = (oursFirst ? ours : theirs).once();
      var second = (oursFirst ? theirs : ours).once();
      if (round >= 0) measured.add(oursFirst ? first : second, oursFirst ? second : first);
    }
    return measured;
  }

  /** Rounds that do not count, until neither becomes faster any more: what is measured is the program, and not its compilation. */
  static void warm(Measured ours, Measured theirs) throws Exception {
    var best = new double[2];
    var since = 0;
    for (var round = 0; round < LONGEST_WARM_UP && since < NO_LONGER_RISING; round++) {
      var our = ours.once();
      var their = theirs.once();
      since = our > best[0] * RISING || their > best[1] * RISING ? 0 : since + 1;
      best[0] = Math.max(best[0], our);
      best[1] = Math.max(best[1], their);
    }
  }

  private void add(double our, double their) {
    ours.add(our);
    theirs.add(their);
  }

  List<Double> ratios(ToDoubleBiFunction<Double, Double> ratio) {
    var ratios = new ArrayList<Double>();
    for (var i = 0; i < ours.size(); i++) ratios.add(ratio.applyAsDouble(ours.get(i), theirs.get(i)));
    return ratios;
  }

  double ours() {
    return Figure.median(ours);
  }

  double theirs() {
    return Figure.median(theirs);
  }
}
