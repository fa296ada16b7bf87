// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.check;

import io.cmc.deploy.simulation.time.Entry;
import io.cmc.deploy.simulation.time.Tape.Line;
import io.cmc.event.Event;
import io.cmc.event.JourneyEvent.BarrierSeen;
import io.cmc.event.JourneyEvent.LimitsSaved;
import io.cmc.event.JourneyEvent.StageReached;
import io.cmc.event.MigrationEvent.AbortBegan;
import io.cmc.event.MigrationEvent.RestoreBegan;
import io.cmc.event.MigrationEvent.BarrierLookBegan;
import io.cmc.event.MigrationEvent.BarrierPassed;
import io.cmc.event.MigrationEvent.DrainBeganAgain;
import io.cmc.event.MigrationEvent.PhaseEnded;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.id.NodeName;
import io.cmc.journey.Assignment;
import io.cmc.journey.Phase;
import io.cmc.journey.Stage;
import io.cmc.plan.ClosingStrategy;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Nobody is ahead of the others by a stage, and at every barrier everybody is looked at again on the node. */
final class AllAtTheBarrier implements Invariant {

  private static final Set<Phase> WITH_BARRIER = EnumSet.range(Phase.QUIESCE, Phase.VERIFY);

  private final Before before;
  private final Map<Stage, Set<NodeName>> reached = new EnumMap<>(Stage.class);
  private final Map<Stage, Set<NodeName>> seen = new EnumMap<>(Stage.class);
  private final Set<Phase> passed = EnumSet.noneOf(Phase.class);
  private final Set<NodeName> saved = new HashSet<>();
  private final Map<NodeName, Integer> asked = new HashMap<>();
  private final Map<String, Integer> looked = new HashMap<>();
  private Stage last = Stage.CHECK_DOMAINS;
  private boolean back;
  /** The drain begins again, and the phase that is left has no end of its own. */
  private boolean turning;
  private int place;

  AllAtTheBarrier(Before before) {
    this.before = before;
  }

  @Override public void see(Line line) {
    place++;
    switch (line.entry()) {
      case Entry.Looked l -> looked.put(l.node(), place);
      case Entry.Stored(Event e) -> stored(e);
      default -> { }
    }
  }

  private void stored(Event event) {
    switch (event) {
      case DrainBeganAgain e -> again();
      case AbortBegan e -> back = true;
      case RestoreBegan e -> back = true;
      case StageReached e -> reached.computeIfAbsent(e.stage(), s -> new HashSet<>()).add(e.node());
      case LimitsSaved e -> saved.add(e.node());
      case StepRequested e -> requested(e);
      case BarrierLookBegan e -> seen.put(e.stage(), new HashSet<>());
      case BarrierSeen e -> seen(e);
      case BarrierPassed e -> passes(e);
      case PhaseEnded e when turning -> turning = false;
      case PhaseEnded e -> Broken.unless(back || !WITH_BARRIER.contains(e.phase()) || passed.contains(e.phase()), e.phase() + " ended without a barrier");
      default -> { }
    }
  }

  private void again() {
    reached.clear();
    seen.clear();
    passed.removeIf(p -> p != Phase.QUIESCE);
    last = Stage.CONFIRM_CLOSED;
    turning = true;
  }

  private void requested(StepRequested e) {
    asked.put(e.node(), place);
    if (e.node().isDomains() || !before.present().contains(e.node()) || e.assignment() instanceof Assignment.LookAgain || e.stage().compareTo(last) <= 0) return;
    var through = reached.getOrDefault(last, Set.of());
    Broken.unless(back || !last.onParticipants() || through.containsAll(before.present()), "only " + through + " were through " + last + " before "
        + e.node() + " was sent through " + e.stage());
    last = e.stage();
  }

  private void seen(BarrierSeen e) {
    Broken.unless(nothingToSee(e) || looked.getOrDefault(e.node().value(), -1) > asked.getOrDefault(e.node(), 0), e.node() + " was not looked at for the barrier after "
        + e.stage());
    seen.computeIfAbsent(e.stage(), s -> new HashSet<>()).add(e.node());
  }

  /** Where ingress is closed outside, a participant does not know of it; what is stopped answers nothing; and who was never touched is as it was. */
  private boolean nothingToSee(BarrierSeen e) {
    return e.stage() == Stage.STOP || !saved.contains(e.node()) || e.stage() == Stage.SEE_CLOSED && before.plan().closing() == ClosingStrategy.OUTSIDE;
  }

  private void passes(BarrierPassed e) {
    var all = seen.getOrDefault(e.stage(), Set.of());
    Broken.unless(all.containsAll(before.present()), "the barrier after " + e.stage() + " was passed when only " + all + " were seen");
    passed.add(e.phase());
  }
}
