// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import io.cmc.rejection.Problem;

/** Nothing is published until somebody has mended something. */
public final class PublicationBlocked extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  PublicationBlocked(Problem problem) {
    super(problem.sentence());
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
