// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.machine;

import io.cmc.command.RecordSightings;
import io.cmc.controller.participant.Outlook;
import io.cmc.controller.participant.Outlook.Seen;
import io.cmc.deploy.simulation.machine.Desk.Comparison;
import io.cmc.deploy.simulation.machine.Positions.Recorded;
import io.cmc.id.NodeName;
import io.cmc.journey.Sighting;
import io.cmc.journey.Sighting.Kind;
import io.cmc.plan.MigrationPlan;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Participants compared with what is recorded of them, as {@code work.CompareWorker} does it. */
final class ComparePiece {

  private static final int TRIES = 3;
  private static final long REST = 1_000;

  private final Piece piece;
  private final Machine machine;
  private final Lease lease;

  ComparePiece(Piece piece) {
    this.piece = piece;
    this.machine = piece.machine();
    this.lease = piece.lease();
  }

  private record Doubt(Recorded recorded, String found) {}

  void work(Comparison comparison) {
    var sightings = sightings(comparison.participants());
    piece.send(new RecordSightings(machine.plan().migration(), comparison.run(), sightings, machine.agenda().instant()));
    machine.rows().done(List.of(lease.work()));
    machine.wake();
  }

  private List<Sighting> sightings(List<NodeName> participants) {
    var sightings = new TreeMap<NodeName, Sighting>();
    var doubts = new TreeMap<NodeName, Doubt>();
    for (int i = 0; i < TRIES && sightings.size() < participants.size(); i++) {
      if (i > 0) piece.instance().takes(REST);
      look(participants.stream().filter(p -> !sightings.containsKey(p)).toList(), sightings, doubts);
    }
    participants.forEach(p -> sightings.putIfAbsent(p, new Sighting(p, Kind.UNSEEN, "", "no answer, or being worked on, " + TRIES + " times")));
    return List.copyOf(sightings.values());
  }

  private void look(List<NodeName> left, Map<NodeName, Sighting> sightings, Map<NodeName, Doubt> doubts) {
    var plan = machine.plan();
    var before = machine.positions().all();
    var silent = left.stream().filter(n -> !tells(plan, before.get(n))).toList();
    silent.forEach(n -> sightings.put(n, new Sighting(n, Kind.AGREES, word(before.get(n)), "not looked at")));
    var seen = new Looks(machine.nodes(piece.instance()), plan).at(left.stream().filter(n -> !silent.contains(n)).toList());
    var after = machine.positions().all();
    seen.forEach((n, s) -> {
      if (before.get(n).equals(after.get(n))) judge(plan, n, before.get(n), s, sightings, doubts);
    });
  }

  private static String word(Recorded recorded) {
    return recorded == null ? "its journey has not begun" : recorded.position().getSimpleName();
  }

  private static void judge(MigrationPlan plan, NodeName n, Recorded recorded, Seen seen, Map<NodeName, Sighting> sightings,
      Map<NodeName, Doubt> doubts) {
    var difference = Outlook.of(recorded.position(), plan.closing()).compare(seen, plan.verification());
    if (difference.isEmpty()) {
      sightings.put(n, new Sighting(n, Kind.AGREES, word(recorded), "as recorded"));
      return;
    }
    var doubt = new Doubt(recorded, difference.get().found());
    if (doubt.equals(doubts.put(n, doubt))) sightings.put(n, new Sighting(n, Kind.DIFFERS, word(recorded) + ": " + difference.get().recorded(), doubt.found()));
  }

  /** What is not enrolled has nothing recorded; a call that was begun is looked after by its own step; some positions say nothing. */
  static boolean tells(MigrationPlan plan, Recorded recorded) {
    return recorded != null && recorded.settled() && Outlook.of(recorded.position(), plan.closing()).saysAnything();
  }
}
