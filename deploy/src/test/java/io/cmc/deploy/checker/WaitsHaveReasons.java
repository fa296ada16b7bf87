// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.checker;

import io.cmc.event.Event;
import io.cmc.event.JourneyEvent;
import io.cmc.event.MigrationEvent;
import io.cmc.event.StepEvent;
import io.cmc.event.StepEvent.StepDelayed;
import io.cmc.event.StepEvent.StepParked;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.event.StepEvent.StepUnresolved;
import io.cmc.event.StepEvent.StepWaiting;
import io.cmc.id.NodeName;
import io.cmc.store.read.SealedEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** I13, as far as events tell it: a wait names its reason and its end, and no step is under way when a migration is over. */
final class WaitsHaveReasons implements Invariant {

  @Override public Stream<Violation> broken(Evidence all) {
    var waits = all.events().stream().flatMap(e -> nameless(e).stream());
    if (!LimitsComeBack.over(all)) return waits;
    return Stream.concat(waits, open(all).values().stream()
        .map(e -> Violation.of("I13", ((StepEvent) e.payload()).node(), "under way for ever: the migration is over").in(e)));
  }

  private static Optional<Violation> nameless(SealedEvent e) {
    var what = switch (e.payload()) {
      case StepWaiting w when w.why().isBlank() -> "waits for no reason";
      case StepWaiting w when w.until().isBefore(w.at()) -> "waits until a time that is over";
      case StepDelayed d when d.retryAt().isBefore(d.at()) -> "tried again at a time that is over";
      case StepDelayed d when d.problem().found().isBlank() -> "delayed for no reason";
      case StepUnresolved u when u.probeAt().isBefore(u.at()) -> "probed at a time that is over";
      case StepParked p when p.problem().remedy().isBlank() -> "parked without a remedy";
      default -> "";
    };
    return what.isEmpty() ? Optional.empty() : Optional.of(Violation.of("I13", ((StepEvent) e.payload()).node(), what).in(e));
  }

  /** Steps that were requested and of which nothing came yet, by node; each of them must have a row of work. */
  static Map<NodeName, SealedEvent> open(Evidence all) {
    Map<NodeName, SealedEvent> open = new HashMap<>();
    for (var e : all.events()) {
      if (e.payload() instanceof StepRequested r) open.put(r.node(), e);
      ended(e.payload()).ifPresent(open::remove);
    }
    return open;
  }

  private static Optional<NodeName> ended(Event event) {
    return switch (event) {
      case StepParked p -> Optional.of(p.node());
      case JourneyEvent.Arrival a -> Optional.of(a.node());
      case JourneyEvent.ParticipantChecked c -> Optional.of(c.node());
      case JourneyEvent.BarrierSeen b -> Optional.of(b.node());
      case JourneyEvent.StageReached s -> Optional.of(s.node());
      case JourneyEvent.WorkFoundInFlight w -> Optional.of(w.node());
      case MigrationEvent.AtDomains d -> Optional.of(NodeName.DOMAINS);
      case MigrationEvent.AbortBegan a -> Optional.of(NodeName.DOMAINS);
      case MigrationEvent.RestoreBegan b -> Optional.of(NodeName.DOMAINS);
      case MigrationEvent.ExternallyConfirmed c -> Optional.of(NodeName.DOMAINS);
      default -> Optional.empty();
    };
  }
}
