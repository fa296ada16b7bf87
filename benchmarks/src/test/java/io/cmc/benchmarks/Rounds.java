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
