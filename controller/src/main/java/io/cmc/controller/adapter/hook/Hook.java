// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.hook;

import io.cmc.controller.outward.Command;
import io.cmc.controller.outward.Unreachable;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One command, run to its end. It gets the two names. What it says is kept for people; whether it did its work is looked at on the node.
 */
record Hook(List<String> command, Duration limit) {

  Hook {
    command = List.copyOf(command);
  }

  boolean isThere() {
    return !command.isEmpty();
  }

  /** @throws NodeTrouble HOOK_FAILED; OUTCOME_UNKNOWN when it did not end in time, and was ended */
  void run(MigrationId migration, NodeName participant) {
    var names = Map.of("{participant}", participant.value(), "{migration}", migration.value());
    var words = command.stream().map(word -> names.getOrDefault(word, word)).toList();
    try {
      var reply = Command.run(words, Map.of("CMC_PARTICIPANT", participant.value(), "CMC_MIGRATION", migration.value()), "", limit);
      if (reply.code() != 0) throw trouble(Kind.TRANSIENT, "to end with exit code 0", "exit code " + reply.code() + ": " + reply.words());
    } catch (Unreachable e) {
      throw trouble(e.mayBeTold() ? Kind.OUTCOME_UNKNOWN : Kind.PERMANENT, e.mayBeTold() ? "to end in time" : "to start", e.getMessage());
    }
  }

  private NodeTrouble trouble(Kind kind, String expected, String found) {
    return new NodeTrouble(kind, Problem.of(ProblemCode.HOOK_FAILED, "the hook " + command.getFirst() + " " + expected, found), null);
  }
}
