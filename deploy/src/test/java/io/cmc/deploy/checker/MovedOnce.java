// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.checker;

import io.cmc.event.JourneyEvent.ContractsMoved;
import io.cmc.event.StepEvent.StepIntended;
import io.cmc.id.NodeName;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** I2: at most one effective move per participant, and each further call has a look behind it that said NotYet, and so an intent of its own. */
final class MovedOnce implements Invariant {

  @Override public Stream<Violation> broken(Evidence all) {
    return all.names().stream().flatMap(node -> Stream.of(effective(all, node), asked(all, node), told(all, node)).flatMap(s -> s));
  }

  private static Stream<Violation> effective(Evidence all, NodeName node) {
    return all.calls("MigrateDomain", node).filter(Evidence::moved).skip(1)
        .map(again -> Violation.of("I2", node, "moved a second time").by(again));
  }

  private static Stream<Violation> asked(Evidence all, NodeName node) {
    var moves = all.calls("MigrateDomain", node).toList();
    return IntStream.range(0, moves.size()).filter(i -> intents(all, node, i, moves.get(i).at()) <= i)
        .mapToObj(i -> Violation.of("I2", node, "asked to move for the " + (i + 1) + ". time after fewer intents").by(moves.get(i)));
  }

  private static long intents(Evidence all, NodeName node, int call, Instant before) {
    return all.of(StepIntended.class).filter(e -> e.node().equals(node) && e.call().startsWith("move the contracts") && e.at().isBefore(before)).count();
  }

  private static Stream<Violation> told(Evidence all, NodeName node) {
    return all.events().stream().filter(e -> e.payload() instanceof ContractsMoved m && m.node().equals(node))
        .filter(e -> all.calls("MigrateDomain", node).noneMatch(call -> Evidence.moved(call) && call.at().isBefore(e.at())))
        .map(e -> Violation.of("I2", node, "is said to be moved, and its node moved nothing").in(e));
  }
}
