// SPDX-License-Identifier: Apache-2.0
package io.cmc.rejection;

/** An order was refused and changed nothing. Not a fault of the service. */
public final class OrderRejected extends RuntimeException {

  private final transient Problem problem;

  public OrderRejected(Problem problem) {
    super(problem.sentence(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
