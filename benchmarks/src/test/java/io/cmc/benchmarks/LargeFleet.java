// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import io.cmc.api.v1.Phase;
import io.cmc.deploy.system.Fleet;
import io.cmc.plan.Pace;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** P3: what a fleet five times as large costs. The heap is this whole JVM's with the simulated nodes in it, so the service's is less. */
final class LargeFleet implements Benchmark {

  private int measured;

  @Override public String id() {
    return "P3";
  }

  /** Participants of the migration that was measured in this JVM; 0: none was. */
  int measured() {
    return measured;
  }

  @Override public List<Figure> measure(Laboratory laboratory) {
    var participants = laboratory.size(1_000, 40);
    var heap = new ArrayList<Double>();
    try (var fleet = laboratory.fleet(participants)) {
      var run = fleet.migrate(status -> {
        if (status.getPhase() == Phase.VERIFY && heap.isEmpty()) heap.add(liveMegabytes());
      });
      var least = CriticalPath.of(run.calls(), run.stages(), Pace.DEFAULT.parallel(), Fleet.TIMEOUT.multipliedBy(3));
      measured = participants;
      return List.of(
          new Figure("P3", participants + " participants, wall clock against the critical path", List.of(Migrating.ratio(run.took(), least)), Goal.atMost(1.5),
              Migrating.seconds(run.took()) + ", critical path " + Migrating.seconds(least) + ", " + Goal.number(fleet.events()) + " events"),
          new Figure("P3", "heap in the middle of it, after a collection, simulated nodes included", heap, Goal.atMost(1024, "MiB"), ""),
          new Figure("P3", "query of the status during it, p99", List.of(Figure.percentile(run.asked(), 0.99)), Goal.atMost(20, "ms"),
              "median " + Goal.number(Figure.median(run.asked())) + " ms of " + run.asked().size() + "; of calls that read nothing median "
                  + Goal.number(Figure.median(run.waved())) + ", p99 " + Goal.number(Figure.percentile(run.waved(), 0.99)) + " ms"));
    }
  }

  private static double liveMegabytes() {
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed() / 1024.0 / 1024.0;
  }
}
