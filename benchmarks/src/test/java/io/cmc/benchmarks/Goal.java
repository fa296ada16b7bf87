// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import java.util.Locale;

/** What a figure should be. @param unit written behind it; empty: a ratio */
record Goal(boolean atLeast, double limit, String unit) {

  static Goal atLeast(double limit) {
    return new Goal(true, limit, "");
  }

  static Goal atMost(double limit) {
    return new Goal(false, limit, "");
  }

  static Goal atMost(double limit, String unit) {
    return new Goal(false, limit, unit);
  }

  boolean isMet(double value) {
    return atLeast ? value >= limit : value <= limit;
  }

  @Override public String toString() {
    return (atLeast ? ">= " : "<= ") + number(limit) + (unit.isEmpty() ? "" : " " + unit);
  }

  /** Three digits that matter, as no benchmark here has more. */
  static String number(double value) {
    if (value >= 1000) return String.format(Locale.ROOT, "%,.0f", value);
    if (value >= 100) return String.format(Locale.ROOT, "%.0f", value);
    return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
  }
}
