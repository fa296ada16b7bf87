// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.survey;

import io.cmc.controller.port.NodeTrouble;
import io.cmc.rejection.Finding;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.rejection.Severity;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Gathers what a survey found; many threads may add. */
record Findings(List<Finding> list) {

  Findings() {
    this(new CopyOnWriteArrayList<>());
  }

  void block(String check, ProblemCode code, String expected, String found) {
    list.add(new Finding(check, Severity.BLOCK, Problem.of(code, expected, found)));
  }

  void warn(String check, ProblemCode code, String expected, String found) {
    warn(check, Problem.of(code, expected, found));
  }

  void warn(String check, Problem problem) {
    list.add(new Finding(check, Severity.WARN, problem));
  }

  void note(String check, String expected, String found) {
    list.add(new Finding(check, Severity.INFO, Problem.of(ProblemCode.FACT, expected, found)));
  }

  /** @param who is named in the finding, as trouble does not always say whose it is */
  <T> Optional<T> ask(String check, String who, Supplier<T> question) {
    try {
      return Optional.of(question.get());
    } catch (NodeTrouble trouble) {
      var problem = trouble.problem();
      list.add(new Finding(check, Severity.BLOCK,
          new Problem(problem.code(), problem.expected(), problem.found() + " (" + who + ")", problem.remedy())));
      return Optional.empty();
    }
  }

  boolean blocked() {
    return list.stream().anyMatch(Finding::blocks);
  }
}
