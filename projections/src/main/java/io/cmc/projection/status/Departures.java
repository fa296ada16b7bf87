// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import io.cmc.id.NodeName;
import io.cmc.plan.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a migration departed from its plan, or from the straight way.
 *
 * @param window of maintenance, as it is now
 * @param exclusions decided or proposed, in their order
 * @param passes how often all drained again
 * @param amendedAt position of the last event that holds the plan as it was amended; absent: never
 */
public record Departures(Optional<Window> window, List<Exclusion> exclusions, List<Change> changes, List<Waiver> waivers, int passes,
    Optional<Long> amendedAt) {

  /** @param agreed who agreed; absent: it is only proposed; @param at of the last of the two */
  public record Exclusion(NodeName node, String shown, String proposed, Optional<String> agreed, Instant at) {
    public boolean decided() {
      return agreed.isPresent();
    }
  }

  public record Change(String what, String before, String after, String by, Instant at) {}

  public record Waiver(NodeName node, String check, String by, String reason, Instant at) {}

  static Departures none(Optional<Window> window) {
    return new Departures(window, List.of(), List.of(), List.of(), 0, Optional.empty());
  }

  public List<NodeName> excluded() {
    return exclusions.stream().filter(Exclusion::decided).map(Exclusion::node).toList();
  }

  /** Takes the place of what was said of this participant before. */
  Departures with(Exclusion next) {
    var others = exclusions.stream().filter(e -> !e.node().equals(next.node()));
    return new Departures(window, Stream.concat(others, Stream.of(next)).toList(), changes, waivers, passes, amendedAt);
  }

  Departures with(Waiver next) {
    return new Departures(window, exclusions, changes, and(waivers, List.of(next)), passes, amendedAt);
  }

  Departures amended(List<Change> more, Optional<Window> now, long position) {
    return new Departures(now, exclusions, and(changes, more), waivers, passes, Optional.of(position));
  }

  Departures pass(int count) {
    return new Departures(window, exclusions, changes, waivers, count, amendedAt);
  }

  private static <T> List<T> and(List<T> before, List<T> more) {
    var all = new ArrayList<>(before);
    all.addAll(more);
    return List.copyOf(all);
  }
}
