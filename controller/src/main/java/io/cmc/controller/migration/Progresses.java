// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import static io.cmc.controller.activity.Decision.accept;
import static io.cmc.controller.activity.Decision.nothing;

import io.cmc.command.RecordProgress;
import io.cmc.controller.activity.Decision;
import io.cmc.controller.migration.MigrationState.Underway;
import io.cmc.controller.migration.Standing.Going;
import io.cmc.controller.migration.Standing.Looking;
import io.cmc.event.MigrationEvent.*;
import io.cmc.event.MigrationEvent;
import io.cmc.id.NodeName;
import io.cmc.journey.Progress.Kind;
import io.cmc.journey.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Fan-in: what participants tell, many at once, in any order, some of it twice. */
final class Progresses {

  private Progresses() {}

  static Decision<MigrationEvent> record(MigrationState state, RecordProgress c) {
    if (!(state instanceof Underway u)) return nothing();
    var all = new Advance(u, c.at());
    parking(u, c).forEach(all::add);
    switch (u.standing()) {
      case Going g -> reached(g, c).forEach(all::add);
      case Looking l -> lookedAt(l, c).forEach(all::add);
      default -> { }
    }
    return accept(all.on());
  }

  private static List<MigrationEvent> reached(Going g, RecordProgress c) {
    var done = names(c, p -> about(p, g.stage(), g.round()) && (p.kind() == Kind.REACHED || p.kind() == Kind.REACHED_BLOCKED), g.pending());
    if (done.isEmpty()) return List.of();
    var blocked = names(c, p -> about(p, g.stage(), g.round()) && p.kind() == Kind.REACHED_BLOCKED, done);
    return List.of(new ParticipantsReached(c.migration(), g.stage(), g.round(), List.copyOf(done), List.copyOf(blocked), c.at()));
  }

  private static List<MigrationEvent> lookedAt(Looking l, RecordProgress c) {
    var holding = names(c, p -> about(p, l.stage(), l.round()) && p.kind() == Kind.HOLDS, l.pending());
    var fellBack = names(c, p -> about(p, l.stage(), l.round()) && p.kind() == Kind.FELL_BACK, Sets.minus(l.pending(), holding));
    var rest = Sets.minus(Sets.minus(l.pending(), holding), fellBack);
    var inFlight = names(c, p -> about(p, l.stage(), l.round()) && p.kind() == Kind.IN_FLIGHT, rest);
    var events = new ArrayList<MigrationEvent>();
    if (!inFlight.isEmpty()) events.add(new WorkSeenInFlight(c.migration(), l.stage(), l.round(), List.copyOf(inFlight), c.at()));
    if (holding.isEmpty() && fellBack.isEmpty()) return events;
    events.add(new ParticipantsLookedAt(c.migration(), l.stage(), l.round(), List.copyOf(holding), List.copyOf(fellBack), c.at()));
    return events;
  }

  /** The last word on a participant counts. */
  private static List<MigrationEvent> parking(Underway u, RecordProgress c) {
    Set<NodeName> parked = new TreeSet<>(u.notes().fleet().parked());
    for (var p : c.progress()) {
      if (!u.plan().names().contains(p.participant())) continue;
      if (p.kind() == Kind.PARKED) parked.add(p.participant());
      else parked.remove(p.participant());
    }
    var events = new ArrayList<MigrationEvent>();
    var more = Sets.minus(parked, u.notes().fleet().parked());
    var fewer = Sets.minus(u.notes().fleet().parked(), parked);
    if (!more.isEmpty()) events.add(new ParticipantsParked(c.migration(), List.copyOf(more), c.at()));
    if (!fewer.isEmpty()) events.add(new ParticipantsUnparked(c.migration(), List.copyOf(fewer), c.at()));
    return events;
  }

  private static boolean about(Progress p, io.cmc.journey.Stage stage, int round) {
    return p.stage() == stage && p.round() == round;
  }

  private static Set<NodeName> names(RecordProgress c, Predicate<Progress> that, Set<NodeName> among) {
    Set<NodeName> names = new TreeSet<>();
    c.progress().stream().filter(that).map(Progress::participant).filter(among::contains).forEach(names::add);
    return names;
  }
}
