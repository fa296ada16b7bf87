// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Gatekeeper;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Says yes, unless it was told to have trouble first. */
final class FakeGatekeeper implements Gatekeeper {

  final List<Question> asked = new ArrayList<>();
  final Deque<NodeTrouble.Kind> trouble = new ArrayDeque<>();

  @Override public String ask(Question question) {
    asked.add(question);
    if (trouble.isEmpty()) return "go, " + question.hook();
    throw new NodeTrouble(trouble.pop(), Problem.of(ProblemCode.HOOK_FAILED, "a yes of the hook " + question.hook(), "not that"), null);
  }
}
