// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import java.util.List;

/**
 * What came of one measurement.
 *
 * @param values one of each round: ratios, or in the unit of the goal
 * @param beside the absolute figures that it was made of, for people; they hold for this machine at this hour
 */
record Figure(String id, String what, List<Double> values, Goal goal, String beside) {

  Figure {
    if (values.isEmpty()) throw new IllegalArgumentException("no round was measured of " + id + " " + what);
    values = List.copyOf(values);
  }

  double median() {
    return median(values);
  }

  double least() {
    return values.stream().mapToDouble(v -> v).min().orElseThrow();
  }

  double most() {
    return values.stream().mapToDouble(v -> v).max().orElseThrow();
  }

  boolean isMet() {
    return goal.isMet(median());
  }

  /** Of an even number the mean of the two in the middle. */
  static double median(List<Double> values) {
    var sorted = values.stream().sorted().toList();
    var half = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  /** The smallest value that at least this share of all does not exceed. @param share above 0, at most 1 */
  static double percentile(List<Double> values, double share) {
    var sorted = values.stream().sorted().toList();
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }
}
