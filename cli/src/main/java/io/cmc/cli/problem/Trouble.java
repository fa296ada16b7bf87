// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.problem;

import io.cmc.api.v1.Problem;

/** Ends a verb: what is wrong, in the words of a problem, and the number to end with. */
public final class Trouble extends RuntimeException {

  private final ExitCode exit;
  private final transient Problem problem;

  public Trouble(ExitCode exit, Problem problem) {
    super(problem.getCode() + ": expected " + problem.getExpected() + ", found " + problem.getFound());
    this.exit = exit;
    this.problem = problem;
  }

  /** Something the operator typed or wrote that cannot be understood. */
  public static Trouble input(String code, String expected, String found, String remedy) {
    return new Trouble(ExitCode.USAGE, problem(code, expected, found, remedy));
  }

  public static Problem problem(String code, String expected, String found, String remedy) {
    return Problem.newBuilder().setCode(code).setExpected(expected).setFound(found).setRemedy(remedy).build();
  }

  public ExitCode exit() {
    return exit;
  }

  public Problem problem() {
    return problem;
  }
}
