// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.timeline;

import io.cmc.event.MigrationEvent;
import io.cmc.event.ApprovalEvent.GateCrossed;
import io.cmc.event.MigrationEvent.*;
import io.cmc.journey.Phase;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The phases of a migration by one watch: what any node waits for a person for, the whole migration waits for. */
final class Phases {

  private enum Stop { HOLD, GATE, PANIC }

  private record Open(Phase phase, Taken began) {}

  private final Watch watch;
  private final Map<Phase, PhaseRun> ended = new LinkedHashMap<>();
  private Open open;

  Phases(Instant start) {
    this.watch = new Watch(start);
  }

  void people(Object why, boolean needed, Instant at) {
    watch.people(why, needed, at);
  }

  void take(MigrationEvent event) {
    switch (event) {
      case MigrationHeld e -> people(Stop.HOLD, true, e.at());
      case MigrationResumed e -> people(Stop.HOLD, false, e.at());
      case PanicStopped e -> people(Stop.PANIC, true, e.at());
      case PanicEnded e -> people(Stop.PANIC, false, e.at());
      case GateHeld e -> gate(e);
      case GateReleased e -> people(Stop.GATE, false, e.at());
      case GateCrossed e -> people(Stop.GATE, false, e.at());
      case SoakBegan e -> watch.soak(true, e.at());
      case SoakEnded e -> watch.soak(false, e.at());
      case PhaseBegan e -> begin(e.phase(), e.at());
      case PhaseEnded e -> close(true, e.at());
      case AbortBegan e -> turn(e.at());
      case RestoreBegan e -> turn(e.at());
      case DrainBeganAgain e -> turn(e.at());
      // the others begin and end no stretch of time
      default -> { }
    }
  }

  private void gate(GateHeld e) {
    begin(e.gate(), e.at());
    people(Stop.GATE, true, e.at());
  }

  /** The gate before a phase has begun it. */
  private void begin(Phase phase, Instant at) {
    if (open != null && open.phase() == phase) return;
    close(false, at);
    open = new Open(phase, watch.at(at));
  }

  private void turn(Instant at) {
    people(Stop.GATE, false, at);
    watch.soak(false, at);
    close(false, at);
  }

  private void close(boolean whole, Instant at) {
    if (open != null) add(ended, whole, watch.at(at));
    open = null;
  }

  private void add(Map<Phase, PhaseRun> runs, boolean whole, Taken now) {
    runs.merge(open.phase(), new PhaseRun(open.phase(), now.minus(open.began()), 1, whole), PhaseRun::then);
  }

  Taken whole(Instant now) {
    return watch.at(now);
  }

  List<PhaseRun> at(Instant now) {
    var all = new LinkedHashMap<>(ended);
    if (open != null) add(all, false, watch.at(now));
    return List.copyOf(all.values());
  }
}
