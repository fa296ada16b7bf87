// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.postgres.ThrowawayServer;
import io.cmc.sim.journal.Tally.Call;
import io.cmc.sim.node.Timing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * How often a participant is called on its way, and how many of these calls wait for one another: with a slow network these, and not their
 * number, are its time. Printed by stage and by method; {@code -Dcalls.participants=10} makes it ten.
 */
class NodeCallsTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS);

  private static final int PARTICIPANTS = Integer.getInteger("calls.participants", 3);
  /** So long that calls which are made side by side are seen to be. */
  private static final Duration CALL = Duration.ofMillis(50);
  private static final int MOST_CALLS = 125;
  private static final int LONGEST_CHAIN = 90;
  /** Four that a step may make of one node, and one of the watch, which looks once at the beginning. */
  private static final long AT_ONCE = 5;
  /** Who answers late is knocked at, so on a busy machine anybody; not counted. */
  private static final String KNOCK = "InitializationService/GetId";

  @TempDir private Path folder;

  @Test void most_questions_to_a_participant_are_asked_side_by_side_and_not_more_than_a_few_at_once() {
    var network = Fleet.network(ThrowawayServer.newDatabase(), PARTICIPANTS).timing(Timing.quick().withCall(CALL).withFirstPing(Duration.ZERO));
    try (var fleet = Fleet.start(network, folder, settings -> InProcess.start(folder.resolve("service"), ThrowawayServer.newDatabase(), settings))) {
      var ofEach = fleet.migrate(status -> { }).calls().stream().filter(call -> call.node().startsWith("participant"))
          .filter(call -> !call.method().equals(KNOCK)).collect(groupingBy(Call::node));
      ofEach.values().stream().findFirst().ifPresent(calls -> print(calls, fleet.stagesBegun()));

      assertThat(ofEach).hasSize(PARTICIPANTS).allSatisfy((node, calls) -> {
        assertThat(calls).as("calls of %s", node).hasSizeLessThanOrEqualTo(MOST_CALLS + PARTICIPANTS);
        assertThat(chain(calls)).as("calls of %s that wait for one another", node).isLessThanOrEqualTo(LONGEST_CHAIN);
        assertThat(atOnce(calls)).as("calls of %s at the same time", node).isBetween(2L, AT_ONCE);
      });
    }
  }

  /** The most calls of which none began before the one before it had ended. */
  private static int chain(List<Call> calls) {
    var length = 0;
    var until = Long.MIN_VALUE;
    for (var call : calls.stream().sorted(comparingLong(Call::end)).toList()) {
      if (call.begin() < until) continue;
      until = call.end();
      length++;
    }
    return length;
  }

  private static long atOnce(List<Call> calls) {
    return calls.stream().mapToLong(one -> calls.stream().filter(other -> other.begin() <= one.begin() && one.begin() < other.end()).count()).max().orElse(0);
  }

  private static void print(List<Call> calls, NavigableMap<Long, String> stages) {
    System.out.printf("%d calls of one participant, %d of them one after the other%n", calls.size(), chain(calls));
    var byStage = calls.stream().collect(groupingBy(call -> beginOf(call, stages), TreeMap::new, groupingBy(Call::method, TreeMap::new, counting())));
    var chains = calls.stream().collect(groupingBy(call -> beginOf(call, stages)));
    byStage.forEach((begin, methods) -> System.out.printf("  %-18s %3d calls, %3d one after the other: %s%n", stages.getOrDefault(begin, "BEFORE"),
        chains.get(begin).size(), chain(chains.get(begin)), methods));
    Map<String, Long> all = calls.stream().collect(groupingBy(Call::method, TreeMap::new, counting()));
    System.out.println("  " + all);
  }

  private static long beginOf(Call call, NavigableMap<Long, String> stages) {
    var begin = stages.floorKey(call.begin());
    return begin == null ? Long.MIN_VALUE : begin;
  }
}
