// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.activity;

import io.cmc.rejection.OrderRejected;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;

/** An order that is based on something that was shown holds only as long as that is so. */
public final class Unchanged {

  /** With an order: the sequence of the last event of its aggregate that was known to whoever gave it. */
  public static final String SINCE = "unchangedSince";

  private Unchanged() {}

  /**
   * @param known absent: nobody asks
   * @param now sequence of the aggregate's last event
   * @throws OrderRejected when there is a later one than was known
   */
  public static void since(Long known, Long now) {
    if (known == null || now == null || now <= known) return;
    var later = now - known;
    throw new OrderRejected(Problem.of(ProblemCode.CHANGED_SINCE, "nothing new since the position that the order names",
        later == 1 ? "one event that came later" : later + " events that came later"));
  }
}
