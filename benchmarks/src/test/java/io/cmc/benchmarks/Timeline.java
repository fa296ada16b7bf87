// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import static java.util.stream.Collectors.groupingBy;

import io.cmc.sim.journal.Tally.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;

/**
 * Where the time of a migration went, stage by stage: how long each took, how long its calls alone would have taken, and how long it was between its
 * begin and its first call, and between the end of its last call and the next stage. Printed, to find what else there is.
 */
final class Timeline {

  private Timeline() {}

  static void print(List<Call> calls, NavigableMap<Long, String> stages, int parallel) {
    var begins = new ArrayList<>(stages.keySet());
    var byStage = calls.stream().filter(call -> stages.floorKey(call.begin()) != null).collect(groupingBy(call -> stages.floorKey(call.begin())));
    System.out.printf("%-20s %9s %12s %12s %7s %9s %9s%n", "stage", "wall ms", "chain ms", "share ms", "calls", "first ms", "rest ms");
    for (var i = 0; i < begins.size(); i++) {
      var begin = begins.get(i);
      var some = byStage.getOrDefault(begin, List.of());
      var end = i + 1 < begins.size() ? begins.get(i + 1) : some.stream().mapToLong(Call::end).max().orElse(begin);
      var first = some.stream().mapToLong(Call::begin).min().orElse(begin);
      var last = some.stream().mapToLong(Call::end).max().orElse(begin);
      System.out.printf("%-20s %9d %12d %12d %7d %9d %9d%n", stages.get(begin), millis(end - begin), millis(CriticalPath.longest(some)),
          millis(CriticalPath.all(some) / parallel), some.size(), millis(first - begin), millis(end - last));
    }
  }

  private static long millis(long nanos) {
    return Duration.ofNanos(nanos).toMillis();
  }
}
