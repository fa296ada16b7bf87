// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.port;

import io.cmc.rejection.Problem;

/** A node (or a tool, or a database) did not do what it was asked for. */
public final class NodeTrouble extends RuntimeException {

  /** What it means for going on. */
  public enum Kind {
    /** It had no effect and may work later. */
    TRANSIENT,
    /** It had no effect and will not work until somebody mends something. */
    PERMANENT,
    /** It may have had its effect. */
    OUTCOME_UNKNOWN
  }

  private final Kind kind;
  private final transient Problem problem;

  public NodeTrouble(Kind kind, Problem problem, Throwable cause) {
    super(problem.sentence(), cause);
    this.kind = kind;
    this.problem = problem;
  }

  public Kind kind() {
    return kind;
  }

  public Problem problem() {
    return problem;
  }
}
