// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.NodeTrouble;
import io.cmc.rejection.ProblemCode;
import java.net.ConnectException;
import java.util.function.Supplier;

/** What became of a question to a node that may be stopped. */
sealed interface Answering<T> {

  record Answered<T>(T answer) implements Answering<T> {}

  /** Somebody is there, but not ready, or it refuses. */
  record Busy<T>(String found) implements Answering<T> {}

  /** @param refused whether the machine itself said that nobody listens; otherwise nothing came back in time */
  record Silent<T>(boolean refused) implements Answering<T> {}

  /** An address that leads nowhere, or a name that is not known, says nothing about the node. */
  private static boolean nobodyListens(Throwable trouble) {
    for (var cause = trouble; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException e && String.valueOf(e.getMessage()).contains("refused")) return true;
    }
    return false;
  }

  /** @throws NodeTrouble that says something else about the node: another node, no rights */
  static <T> Answering<T> to(Supplier<T> question) {
    try {
      return new Answered<>(question.get());
    } catch (NodeTrouble trouble) {
      return switch (trouble.problem().code()) {
        case ProblemCode c when c == ProblemCode.NODE_UNREACHABLE -> new Silent<>(nobodyListens(trouble));
        case ProblemCode c when c == ProblemCode.NODE_TIMEOUT -> new Silent<>(false);
        case ProblemCode c when c == ProblemCode.NODE_NOT_READY || c == ProblemCode.PASSIVE_REPLICA -> new Busy<>(trouble.problem().found());
        default -> throw trouble;
      };
    }
  }
}
