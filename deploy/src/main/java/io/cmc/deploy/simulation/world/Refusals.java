// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.world;

import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.net.ConnectException;

/** What goes wrong with a node, in the words of the port: as the adapter translates it. */
final class Refusals {

  private Refusals() {}

  static NodeTrouble notSent(String node) {
    return new NodeTrouble(Kind.TRANSIENT, Problem.of(ProblemCode.NODE_UNREACHABLE, node + " to answer", "nothing was sent: no connection"),
        new ConnectException("Connection refused"));
  }

  static NodeTrouble notReady(String node) {
    return trouble(Kind.TRANSIENT, ProblemCode.NODE_NOT_READY, node + " to be up", "it is starting");
  }

  static NodeTrouble noAnswer(Effect effect, String node) {
    return switch (effect) {
      case READ -> trouble(Kind.TRANSIENT, ProblemCode.NODE_TIMEOUT, node + " to answer", "no answer in time");
      case CHANGE -> trouble(Kind.OUTCOME_UNKNOWN, ProblemCode.NODE_TIMEOUT, node + " to answer", "no answer in time");
      case MOVE -> trouble(Kind.OUTCOME_UNKNOWN, ProblemCode.MOVE_UNRESOLVED, node + " to answer", "the connection was lost");
    };
  }

  static NodeTrouble cutOff(Effect effect, String node) {
    return switch (effect) {
      case READ -> trouble(Kind.TRANSIENT, ProblemCode.NODE_UNREACHABLE, node + " to answer", "the connection was lost");
      case CHANGE -> trouble(Kind.OUTCOME_UNKNOWN, ProblemCode.NODE_UNREACHABLE, node + " to answer", "the connection was lost");
      case MOVE -> trouble(Kind.OUTCOME_UNKNOWN, ProblemCode.MOVE_UNRESOLVED, node + " to answer", "the connection was lost");
    };
  }

  static NodeTrouble refused(ProblemCode code, String found) {
    return trouble(Kind.PERMANENT, code, "the node to do it", found);
  }

  static NodeTrouble later(ProblemCode code, String found) {
    return trouble(Kind.TRANSIENT, code, "the node to do it", found);
  }

  static NodeTrouble moving(String node) {
    return trouble(Kind.OUTCOME_UNKNOWN, ProblemCode.MOVE_UNRESOLVED, node + " to move", "ABORTED: a move is already in progress");
  }

  private static NodeTrouble trouble(Kind kind, ProblemCode code, String expected, String found) {
    return new NodeTrouble(kind, Problem.of(code, expected, found), null);
  }
}
