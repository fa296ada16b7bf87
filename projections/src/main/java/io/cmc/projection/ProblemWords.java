// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection;

import io.cmc.rejection.Problem;

/** A problem in the words that are used wherever it is told. */
public final class ProblemWords {

  private ProblemWords() {}

  public static String of(Problem problem) {
    var sentence = problem.sentence();
    return sentence + (sentence.endsWith(".") ? " " : ". ") + problem.remedy();
  }
}
