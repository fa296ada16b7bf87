// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cmc.command.RecordSightings;
import io.cmc.controller.participant.Outlook;
import io.cmc.controller.participant.Outlook.Seen;
import io.cmc.controller.work.FanOutDesk.Comparison;
import io.cmc.controller.work.PositionTable.Recorded;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.journey.Sighting;
import io.cmc.journey.Sighting.Kind;
import io.cmc.plan.MigrationPlan;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares participants with what is recorded of them, and reports what it saw. A difference is believed when it is seen twice in a
 * row; who cannot be seen within a few seconds is told as unseen. Done twice, the second time changes nothing.
 */
final class CompareWorker implements Worker {

  private final Stand stand;
  private final Pause pause;

  /** @param looks short ones; @param tries looks at one that is not seen, or not as recorded */
  record Stand(WorkTable work, PositionTable positions, PlanShelf plans, Commands commands, Looks looks, ObjectMapper json, InstantSource clock,
      int tries) {}

  /** Between two looks. */
  interface Pause {
    Pause OF_A_SECOND = () -> Thread.sleep(Duration.ofSeconds(1));

    void go() throws InterruptedException;
  }

  /** @param recorded as it was read around the look, and what differed then */
  private record Doubt(Recorded recorded, String found) {}

  CompareWorker(Stand stand, Pause pause) {
    this.stand = stand;
    this.pause = pause;
  }

  @Override public void work(Lease lease) {
    var comparison = Texts.read(stand.json(), lease.payload(), Comparison.class);
    var migration = new MigrationId(lease.migration());
    var sightings = compare(stand.plans().plan(migration), comparison.participants());
    stand.commands().send(new RecordSightings(migration, comparison.run(), sightings, stand.clock().instant()), lease.origin());
    stand.work().done(List.of(lease.workId()));
  }

  private List<Sighting> compare(MigrationPlan plan, List<NodeName> participants) {
    var sightings = new TreeMap<NodeName, Sighting>();
    var doubts = new TreeMap<NodeName, Doubt>();
    for (int i = 0; i < stand.tries() && sightings.size() < participants.size(); i++) {
      if (i > 0) rest();
      look(plan, new TreeSet<>(participants.stream().filter(p -> !sightings.containsKey(p)).toList()), sightings, doubts);
    }
    participants.stream().filter(p -> !sightings.containsKey(p))
        .forEach(p -> sightings.put(p, new Sighting(p, Kind.UNSEEN, "", "no answer, or being worked on, " + stand.tries() + " times")));
    return List.copyOf(sightings.values());
  }

  /** What was recorded is read before and after: a look in between counts only if both are the same. */
  private void look(MigrationPlan plan, TreeSet<NodeName> left, Map<NodeName, Sighting> sightings, Map<NodeName, Doubt> doubts) {
    var before = stand.positions().of(plan.migration().value());
    left.stream().toList().forEach(name -> {
      var by = withoutLook(plan, name, before.get(name));
      by.ifPresent(s -> sightings.put(name, s));
      if (by.isPresent()) left.remove(name);
    });
    if (left.isEmpty()) return;
    var seen = stand.looks().at(plan, left);
    var after = stand.positions().of(plan.migration().value());
    seen.forEach((name, s) -> {
      if (before.get(name).equals(after.get(name))) judge(plan, name, before.get(name), s, sightings, doubts);
    });
  }

  /** What is not enrolled has nothing recorded; a call that was begun is looked after by its own step, which looks first. */
  private static Optional<Sighting> withoutLook(MigrationPlan plan, NodeName name, Recorded recorded) {
    if (recorded == null) return Optional.of(new Sighting(name, Kind.AGREES, "its journey has not begun", "not looked at"));
    var position = recorded.position().getSimpleName();
    if (!recorded.settled()) {
      return Optional.of(new Sighting(name, Kind.AGREES, position + ", and a call may have been made since", "left to the step"));
    }
    if (Outlook.of(recorded.position(), plan.closing()).saysAnything()) return Optional.empty();
    return Optional.of(new Sighting(name, Kind.AGREES, position, "not looked at"));
  }

  private static void judge(MigrationPlan plan, NodeName name, Recorded recorded, Seen seen, Map<NodeName, Sighting> sightings,
      Map<NodeName, Doubt> doubts) {
    var position = recorded.position().getSimpleName();
    var difference = Outlook.of(recorded.position(), plan.closing()).compare(seen, plan.verification());
    if (difference.isEmpty()) {
      sightings.put(name, new Sighting(name, Kind.AGREES, position, "as recorded"));
      return;
    }
    var doubt = new Doubt(recorded, difference.get().found());
    if (doubt.equals(doubts.put(name, doubt))) {
      sightings.put(name, new Sighting(name, Kind.DIFFERS, position + ": " + difference.get().recorded(), difference.get().found()));
    }
  }

  private void rest() {
    try {
      pause.go();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted between two looks", e);
    }
  }
}
