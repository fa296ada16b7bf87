// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.groupingBy;

import io.cmc.sim.journal.Tally.Call;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * How long a migration takes at the least if everything but the nodes were free: in each stage the longest chain of calls at one node, or all
 * chains divided by how many nodes the plan lets be worked on at once, whatever is more; and once the time that a drain waits for by the
 * domain's parameters. A stage begins when all nodes have ended the one before it. Calls count with the time that they took.
 */
final class CriticalPath {

  private CriticalPath() {}

  /** @param stages when each began, by the clock of the calls; @param drain what the domain's parameters make a drain wait */
  static Duration of(List<Call> calls, List<Long> stages, int parallel, Duration drain) {
    var begins = new TreeMap<Long, Long>();
    stages.forEach(begin -> begins.put(begin, begin));
    var nanos = calls.stream().collect(groupingBy(call -> stage(begins, call))).values().stream().mapToLong(some -> least(some, parallel)).sum();
    return Duration.ofNanos(nanos).plus(drain);
  }

  /** What is done before the first stage stands by itself. */
  private static long stage(TreeMap<Long, Long> begins, Call call) {
    var begin = begins.floorKey(call.begin());
    return begin == null ? Long.MIN_VALUE : begin;
  }

  private static long least(List<Call> calls, int parallel) {
    return Math.max(longest(calls), all(calls) / parallel);
  }

  /** Of the chains of single nodes. */
  static long longest(List<Call> calls) {
    return chains(calls).max().orElse(0);
  }

  static long all(List<Call> calls) {
    return chains(calls).sum();
  }

  private static LongStream chains(List<Call> calls) {
    return calls.stream().collect(groupingBy(Call::node)).values().stream().mapToLong(CriticalPath::busy);
  }

  /** How long at least one of these calls was under way: a node may be asked several things at a time. */
  private static long busy(List<Call> calls) {
    var nanos = 0L;
    var until = Long.MIN_VALUE;
    for (var call : calls.stream().sorted(comparingLong(Call::begin)).toList()) {
      nanos += Math.max(0, call.end() - Math.max(call.begin(), until));
      until = Math.max(until, call.end());
    }
    return nanos;
  }
}
