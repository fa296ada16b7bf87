// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.timeline;

import io.cmc.event.StepEvent;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.id.NodeName;
import io.cmc.journey.StepName;
import io.cmc.projection.timeline.StepRun.Outcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps of all nodes: at most one at a time on each. */
final class StepLog {

  private record Key(NodeName node, StepName step) {}

  private final Map<NodeName, StepWatch> running = new HashMap<>();
  private final Map<Key, StepRun> runs = new LinkedHashMap<>();

  void begin(StepRequested e) {
    end(e.node(), Outcome.BROKEN_OFF, e.at());
    running.put(e.node(), new StepWatch(e));
  }

  void take(StepEvent event) {
    Optional.ofNullable(running.get(event.node())).ifPresent(s -> s.take(event));
  }

  /** Nothing where nothing runs. */
  void end(NodeName node, Outcome how, Instant at) {
    Optional.ofNullable(running.remove(node)).ifPresent(s -> add(runs, s.ended(how, at)));
  }

  List<StepRun> at(Instant now) {
    var all = new LinkedHashMap<>(runs);
    running.values().forEach(s -> add(all, s.unfinished(now)));
    return List.copyOf(all.values());
  }

  private static void add(Map<Key, StepRun> runs, StepRun run) {
    runs.merge(new Key(run.node(), run.step()), run, StepRun::then);
  }
}
