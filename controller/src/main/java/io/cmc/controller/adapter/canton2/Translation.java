// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.grpc.StatusRuntimeException;

/** Turns what goes wrong with a call into the port's one exception. The rules are {@link Rules}. */
final class Translation {

  private final Where where;

  Translation(Where where) {
    this.where = where;
  }

  NodeTrouble of(Call<?, ?> call, StatusRuntimeException failure) {
    var signal = Signal.of(failure);
    var rule = Rules.of(call, signal);
    var found = signal.code() + (signal.text().isBlank() ? cause(failure) : " " + signal.text());
    return trouble(rule.kind(), where.named(rule.problem()), call, found, failure);
  }

  /** The same trouble with more of the node's own words. */
  NodeTrouble with(NodeTrouble trouble, String more) {
    var problem = trouble.problem();
    var found = NodeWords.tame(problem.found() + "; the node's log says: " + more);
    return new NodeTrouble(trouble.kind(), new Problem(problem.code(), problem.expected(), found, problem.remedy()), trouble.getCause());
  }

  NodeTrouble wrongPort(Call<?, ?> call, String api, Throwable cause) {
    var expected = "the " + where.api() + " at " + where.address() + " (for " + call.name() + ")";
    return trouble(Kind.PERMANENT, ProblemCode.WRONG_PORT, expected, "the " + api, cause);
  }

  NodeTrouble notSent(Kind kind, ProblemCode code, Call<?, ?> call, String found, Throwable cause) {
    return trouble(kind, code, call, "nothing was sent: " + found, cause);
  }

  NodeTrouble strange(Call<?, ?> call, RuntimeException reading) {
    return trouble(Kind.PERMANENT, ProblemCode.NODE_STRANGE_ANSWER, "a sensible answer to " + call.name() + " from " + where.address(),
        String.valueOf(reading.getMessage()), reading);
  }

  NodeTrouble trouble(Kind kind, ProblemCode code, Call<?, ?> call, String found, Throwable cause) {
    return trouble(kind, code, call.name() + " to be answered by " + where.address(), found, cause);
  }

  NodeTrouble trouble(Kind kind, ProblemCode code, String expected, String found, Throwable cause) {
    return new NodeTrouble(kind, Problem.of(code, expected, NodeWords.tame(found)), cause);
  }

  private static String cause(StatusRuntimeException failure) {
    var cause = failure.getStatus().getCause();
    return cause == null ? "" : " " + cause.getMessage();
  }
}
