// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.NodeTrouble;
import io.cmc.proof.CheckResult;
import io.cmc.rejection.Finding;
import io.cmc.rejection.Problem;
import io.cmc.rejection.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Gathers what the checks of one node found; one that fails keeps none of the others from being made.
 *
 * @param binding then trouble that may pass by itself is thrown on, to be tried again, and is not a finding
 */
record Checks(boolean binding, List<Finding> findings, Map<String, String> facts) {

  Checks(boolean binding) {
    this(binding, new ArrayList<>(), new TreeMap<>());
  }

  void require(Check check, boolean passes, String expected, String found) {
    require(check, passes, expected, found, check.code().remedy());
  }

  void require(Check check, boolean passes, String expected, String found, String remedy) {
    if (!passes) findings.add(new Finding(check.title(), check.severity(), new Problem(check.code(), expected, found, remedy)));
  }

  void fact(String name, Object value) {
    facts.put(name, value.toString());
  }

  /** The node's answer; empty when there was trouble, which is then the finding. */
  <T> Optional<T> ask(Check check, Supplier<T> question) {
    try {
      return Optional.of(question.get());
    } catch (NodeTrouble trouble) {
      if (binding && check.severity() == Severity.BLOCK && trouble.kind() != NodeTrouble.Kind.PERMANENT) throw trouble;
      findings.add(new Finding(check.title(), check.severity(), trouble.problem()));
      return Optional.empty();
    }
  }

  CheckResult result() {
    return CheckResult.of(findings, facts);
  }
}
