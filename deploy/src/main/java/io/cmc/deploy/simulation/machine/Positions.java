// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.machine;

import io.cmc.controller.participant.Moves;
import io.cmc.controller.participant.Position;
import io.cmc.event.JourneyEvent.Arrival;
import io.cmc.event.JourneyEvent.FellBack;
import io.cmc.event.JourneyEvent.ParticipantEnrolled;
import io.cmc.event.MigrationEvent;
import io.cmc.id.NodeName;
import io.cmc.journey.StepName;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Where each participant is by its events, and what the domains' rates were set to, as {@code work.PositionTable} keeps it. */
final class Positions {

  private final Map<NodeName, Row> rows = new TreeMap<>();
  private Optional<Rates> rates = Optional.empty();

  /** @param settled whether it is known to look as its position says; @param version another one whenever that may have changed */
  record Recorded(Class<? extends Position> position, boolean settled, long version) {}

  private record Row(Recorded recorded, boolean changing) {}

  /** The source is left at 0; restored in either way they are their own managers' business. */
  void on(MigrationEvent.AtDomains event) {
    switch (event) {
      case MigrationEvent.RatesLowered e -> rates = set(0, 0);
      case MigrationEvent.RateEased e -> rates = set(0, e.target());
      case MigrationEvent.RatesRestored e -> rates = Optional.empty();
      default -> { }
    }
  }

  private Optional<Rates> set(int source, int target) {
    return Optional.of(new Rates(source, target, true, false, rates.map(Rates::version).orElse(-1L) + 1));
  }

  Optional<Rates> rates() {
    return rates;
  }

  void on(Arrival e) {
    if (e instanceof ParticipantEnrolled) rows.putIfAbsent(e.node(), new Row(new Recorded(Position.Enrolled.class, true, 0), false));
    else change(e.node(), r -> new Row(new Recorded(after(r.recorded.position(), e), !(e instanceof FellBack), r.recorded.version() + 1), false));
  }

  private static Class<? extends Position> after(Class<? extends Position> from, Arrival e) {
    return Moves.ALL.stream().filter(m -> m.from() == from && m.event() == e.getClass()).findFirst().orElseThrow().to();
  }

  void requested(NodeName node, StepName step) {
    if (node.isDomains()) rates = rates.map(r -> r.with(r.settled(), changesTheLook(step)));
    change(node, r -> new Row(settled(r, r.recorded.settled()), changesTheLook(step)));
  }

  private static boolean changesTheLook(StepName step) {
    return switch (step) {
      case BACK_UP, BACK_UP_SOURCE, PROVE_BACKUP, PING, ASK_HOOKS -> false;
      default -> step.mutating();
    };
  }

  /** A call is about to be made. */
  void begun(NodeName node) {
    if (node.isDomains()) rates = rates.map(r -> r.with(r.settled() && !r.changing(), r.changing()));
    change(node, r -> new Row(settled(r, r.recorded.settled() && !r.changing), r.changing));
  }

  /** How these look is no longer known: somebody accepted that they differ. */
  void accepted(Collection<NodeName> nodes) {
    if (nodes.contains(NodeName.DOMAINS)) rates = rates.map(r -> r.with(false, r.changing()));
    nodes.forEach(n -> change(n, r -> new Row(settled(r, false), r.changing)));
  }

  private static Recorded settled(Row row, boolean settled) {
    return new Recorded(row.recorded.position(), settled, row.recorded.version() + 1);
  }

  private void change(NodeName node, UnaryOperator<Row> change) {
    rows.computeIfPresent(node, (n, r) -> change.apply(r));
  }

  /** Nothing more is to be known but of these. */
  void close(Collection<NodeName> but) {
    rows.keySet().retainAll(but);
    rates = Optional.empty();
  }

  void remove(NodeName node) {
    rows.remove(node);
  }

  Map<NodeName, Recorded> all() {
    var all = new TreeMap<NodeName, Recorded>();
    rows.forEach((node, row) -> all.put(node, row.recorded));
    return all;
  }
}
