// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.activity;

import io.cmc.proof.CheckResult;
import io.cmc.rejection.Finding;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.util.stream.Collectors;

/** The blocking findings of a check as one problem. */
public final class Blockers {

  private Blockers() {}

  public static Problem problem(CheckResult result) {
    var blocking = result.findings().stream().filter(Finding::blocks).toList();
    if (blocking.size() == 1) return blocking.getFirst().problem();
    return new Problem(ProblemCode.PREFLIGHT_BLOCKED, "every check to pass",
        blocking.stream().map(f -> f.problem().code() + " (" + f.problem().found() + ")").collect(Collectors.joining("; ")),
        blocking.stream().map(f -> f.problem().remedy()).distinct().collect(Collectors.joining(" ")));
  }
}
