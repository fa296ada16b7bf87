// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.check;

import io.cmc.deploy.simulation.time.Entry;
import io.cmc.deploy.simulation.time.Entry.Change;
import io.cmc.deploy.simulation.time.Tape.Line;
import io.cmc.event.Event;
import io.cmc.event.JourneyEvent;
import io.cmc.event.MigrationEvent;
import io.cmc.event.MigrationEvent.ForeignChangeSeen;
import io.cmc.event.StepEvent.StepIntended;
import io.cmc.event.StepEvent.StepParked;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.id.NodeName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Somebody else's change is noticed soon, and holds the migration; unless a call was begun on the participant, it changed
 * again or died, its step was asked for anew or parked, everything was stopped, or an instance was in trouble: then it is looked for later, by whoever looks first.
 */
final class NoticedSoon implements Invariant {

  /** Ten seconds, and what silent nodes take that are looked at one after the other here, and all at once by the service. */
  private static final long SOON = 30_000;

  /** While somebody waits on the one stack nobody looks; of a time in which nobody was looked at only so much counts. */
  private static final long EVERY = 5_000;
  /** Nobody waits longer than that for what is not a move; a watch that ended is found all the same. */
  private static final long LONGEST_WAIT = 120_000;

  private final Map<String, Line> meddled = new HashMap<>();
  private final Set<String> called = new HashSet<>();
  private final Set<String> excluded = new HashSet<>();
  private final Set<String> troubled = new HashSet<>();
  private boolean held;
  private long last = Long.MIN_VALUE / 2;

  @Override public void see(Line line) {
    var looks = line.entry() instanceof Entry.Looked l && l.method().equals("configured");
    if (looks) looked(line.at());
    meddled.values().forEach(m -> Broken.unless(line.at() - m.at() <= SOON + (looks ? 0 : LONGEST_WAIT), "nobody noticed in time: " + m));
    switch (line.entry()) {
      case Entry.Meddled m when troubled.isEmpty() && !held && !called.contains(m.node()) && !excluded.contains(m.node()) -> meddled.put(m.node(), line);
      case Entry.Stored(StepRequested e) -> meddled.computeIfPresent(e.node().value(), (n, m) -> line);
      case Entry.Stored(Event e) -> stored(e);
      case Entry.Took t when t.change() == Change.DOWN || t.change() == Change.DISCONNECTED || t.change() == Change.LIMITS -> meddled.remove(t.node());
      case Entry.Said s when s.text().startsWith("instance ") -> instance(s.text());
      default -> { }
    }
  }

  private void looked(long now) {
    meddled.replaceAll((node, m) -> new Line(m.at() + Math.max(0, now - Math.max(last, m.at()) - EVERY), m.entry()));
    last = now;
  }

  private void instance(String text) {
    meddled.clear();
    var place = text.substring("instance ".length(), text.indexOf('.'));
    if (text.endsWith(" dies") || text.endsWith(" is stopped")) troubled.add(place);
    else troubled.remove(place);
  }

  private void stored(Event event) {
    switch (event) {
      case ForeignChangeSeen e -> meddled.remove(e.participant().value());
      case StepIntended e -> begun(e.node());
      case StepParked e -> meddled.remove(e.node().value());
      case JourneyEvent.FellBack e -> begun(e.node());
      case JourneyEvent.Arrival e -> {
        called.remove(e.node().value());
        meddled.remove(e.node().value());
      }
      case MigrationEvent.ParticipantExcluded e -> {
        excluded.add(e.participant().value());
        meddled.remove(e.participant().value());
      }
      // what is accepted is not told again before the participant has gone on
      case MigrationEvent.DifferencesAccepted e -> e.nodes().forEach(this::begun);
      case MigrationEvent.ReconcileBegan e -> meddled.clear();
      case MigrationEvent.MigrationHeld e -> {
        held = true;
        meddled.clear();
      }
      case MigrationEvent.MigrationResumed e -> held = false;
      case MigrationEvent.MigrationAborted e -> meddled.clear();
      default -> { }
    }
  }

  private void begun(NodeName node) {
    called.add(node.value());
    meddled.remove(node.value());
  }
}
