// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import io.cmc.id.NodeName;
import io.cmc.journey.Phase;
import io.cmc.journey.ReconcileCause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Why a migration stands still, or is late.
 *
 * @param differences where participants are not as recorded, and nobody accepted it
 */
public record Pauses(Optional<Hold> hold, Optional<Gate> gate, Optional<Soak> soak, Optional<Overdue> overdue, Optional<Panic> panic,
    Optional<Comparing> comparing, List<Difference> differences) {

  static final Pauses NONE = new Pauses(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
      Optional.empty(), List.of());

  public record Hold(String by, String reason, Instant since) {}

  public record Gate(Phase before, Instant since) {}

  public record Soak(Instant until, Instant since) {}

  public record Overdue(Phase phase, Duration limit, Instant since) {}

  public record Panic(String by, String reason, Instant since) {}

  /** @param through how many were looked at */
  public record Comparing(int run, ReconcileCause cause, int total, int through, Instant since) {

    Comparing further(int more) {
      return new Comparing(run, cause, total, through + more, since);
    }

    public int pending() {
      return Math.max(0, total - through);
    }
  }

  /** @param foreign whether it was noticed on the way, and not by a comparison */
  public record Difference(NodeName node, String recorded, String found, boolean foreign, Instant at) {}

  Pauses hold(Hold now) {
    return new Pauses(Optional.ofNullable(now), gate, soak, overdue, panic, comparing, differences);
  }

  Pauses gate(Gate now) {
    return new Pauses(hold, Optional.ofNullable(now), soak, overdue, panic, comparing, differences);
  }

  Pauses soak(Soak now) {
    return new Pauses(hold, gate, Optional.ofNullable(now), overdue, panic, comparing, differences);
  }

  Pauses overdue(Overdue now) {
    return new Pauses(hold, gate, soak, Optional.ofNullable(now), panic, comparing, differences);
  }

  Pauses panic(Panic now) {
    return new Pauses(hold, gate, soak, overdue, Optional.ofNullable(now), comparing, differences);
  }

  Pauses comparing(Comparing now) {
    return new Pauses(hold, gate, soak, overdue, panic, Optional.ofNullable(now), differences);
  }

  /** Each takes the place of what was known of that participant in the same way. */
  Pauses differing(Collection<Difference> more) {
    var all = new ArrayList<>(without(d -> more.stream().anyMatch(m -> m.node().equals(d.node()) && m.foreign() == d.foreign())).differences);
    all.addAll(more);
    return new Pauses(hold, gate, soak, overdue, panic, comparing, List.copyOf(all));
  }

  Pauses without(Predicate<Difference> such) {
    return new Pauses(hold, gate, soak, overdue, panic, comparing, differences.stream().filter(such.negate()).toList());
  }

  /** What stood on the way forward; a hold or a panic stop holds the way back as well. */
  Pauses turnedBack() {
    return gate(null).soak(null).overdue(null);
  }

  /** No longer asked about this participant. */
  Pauses without(NodeName node) {
    return without(d -> d.node().equals(node));
  }
}
