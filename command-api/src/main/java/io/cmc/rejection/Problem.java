// SPDX-License-Identifier: Apache-2.0
package io.cmc.rejection;

/** Why something was refused or parked: the same words in CLI, API and audit. */
public record Problem(ProblemCode code, String expected, String found, String remedy) {

  /** With the remedy that belongs to the code. */
  public static Problem of(ProblemCode code, String expected, String found) {
    return new Problem(code, expected, found, code.remedy());
  }

  public String sentence() {
    return code + ": expected " + expected + ", but found " + found;
  }
}
