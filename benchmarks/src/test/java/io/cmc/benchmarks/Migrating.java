// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import io.cmc.deploy.system.Fleet;
import io.cmc.plan.Pace;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * P1 and P2: a whole migration, against the least that its nodes need, and against the manual procedure's loops over the same kind of nodes. Another one of
 * the same size or larger, and a short script, go before and do not count: else the compiler would be measured, which on two processors takes as much of them
 * as all the rest.
 */
final class Migrating implements Benchmark {

  private final IntSupplier before;

  /** @param before participants of a migration that went before in this JVM */
  Migrating(IntSupplier before) {
    this.before = before;
  }

  @Override public String id() {
    return "P1";
  }

  @Override public List<Figure> measure(Laboratory laboratory) throws Exception {
    var participants = Integer.getInteger("bench.participants", laboratory.size(200, 10));
    var scripted = laboratory.size(20, 3);
    warmUp(laboratory, participants);
    var serial = SerialScript.run(laboratory, scripted, Fleet.pings(participants)).multipliedBy(participants).dividedBy(scripted);
    try (var fleet = laboratory.fleet(participants)) {
      var run = fleet.migrate(status -> { });
      Timeline.print(run.calls(), fleet.stagesBegun(), Pace.DEFAULT.parallel());
      var least = CriticalPath.of(run.calls(), run.stages(), Pace.DEFAULT.parallel(), Fleet.TIMEOUT.multipliedBy(3));
      return List.of(
          new Figure("P1", participants + " participants, 50 ms a call, wall clock against the critical path", List.of(ratio(run.took(), least)), Goal.atMost(1.20),
              seconds(run.took()) + ", critical path " + seconds(least) + ", " + run.calls().size() + " calls, " + fleet.events() + " events"),
          new Figure("P2", "the same, a serial script against it", List.of(ratio(serial, run.took())), Goal.atLeast(20),
              "script " + seconds(serial) + ", measured with " + scripted + " of them"));
    }
  }

  private void warmUp(Laboratory laboratory, int participants) throws InterruptedException {
    var few = laboratory.size(10, 3);
    SerialScript.run(laboratory, few, Fleet.pings(few));
    if (before.getAsInt() >= participants) return;
    try (var fleet = laboratory.fleet(participants)) {
      fleet.migrate(status -> { });
    }
  }

  static double ratio(Duration one, Duration other) {
    return (double) one.toNanos() / other.toNanos();
  }

  static String seconds(Duration d) {
    return Goal.number(d.toMillis() / 1000.0) + " s";
  }
}
