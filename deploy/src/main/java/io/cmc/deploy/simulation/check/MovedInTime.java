// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.check;

import io.cmc.deploy.simulation.time.Entry;
import io.cmc.deploy.simulation.time.Entry.Change;
import io.cmc.deploy.simulation.time.Tape.Line;
import io.cmc.event.Event;
import io.cmc.event.JourneyEvent.BackupTaken;
import io.cmc.event.JourneyEvent.BarrierSeen;
import io.cmc.event.JourneyEvent.DrainProved;
import io.cmc.event.JourneyEvent.FellBack;
import io.cmc.event.JourneyEvent.SourceLeft;
import io.cmc.event.MigrationEvent.DrainBeganAgain;
import io.cmc.event.MigrationEvent.PointOfNoReturnCrossed;
import io.cmc.event.MigrationEvent.PointOfNoReturnTakenBack;
import io.cmc.event.MigrationEvent.SourceBackupTaken;
import io.cmc.id.NodeName;
import io.cmc.journey.Stage;
import io.cmc.plan.BackupStrategy;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** I1: no contracts are moved before all participants are drained, disconnected and have a proved backup of that state. */
final class MovedInTime implements Invariant {

  private final Before before;
  private final Set<NodeName> drained = new HashSet<>();
  private final Map<NodeName, Instant> left = new HashMap<>();
  private final Set<NodeName> backedUp = new HashSet<>();
  private final Set<NodeName> seen = new HashSet<>();
  private final Set<String> connected = new HashSet<>();
  /** Whom somebody else connected: whether that is noticed in time is looked for by itself. */
  private final Set<String> meddled = new HashSet<>();
  private boolean sourceBackedUp;
  private boolean crossed;

  MovedInTime(Before before) {
    this.before = before;
  }

  @Override public void see(Line line) {
    switch (line.entry()) {
      case Entry.Stored s -> stored(s.event());
      case Entry.Took t -> took(t);
      case Entry.Meddled m -> meddled.add(m.node());
      case Entry.Called c when c.method().equals("migrate") -> moves(c);
      default -> { }
    }
  }

  private void stored(Event event) {
    switch (event) {
      case DrainProved e -> drained.add(e.node());
      case SourceLeft e -> left.put(e.node(), e.at());
      case FellBack e when e.stage() == Stage.DRAIN -> drained.remove(e.node());
      case FellBack e when e.stage() == Stage.LEAVE -> left.remove(e.node());
      case BackupTaken e -> taken(e);
      case SourceBackupTaken e -> {
        sourceBackedUp = true;
        seen.clear();
      }
      case BarrierSeen e when e.stage() == Stage.BACK_UP || e.stage() == Stage.PROVE_BACKUPS -> seen.add(e.node());
      case PointOfNoReturnCrossed e -> crossed = true;
      case PointOfNoReturnTakenBack e -> crossed = false;
      case DrainBeganAgain e -> again();
      default -> { }
    }
  }

  /** What was proved in an earlier pass proves nothing in this one. */
  private void again() {
    drained.clear();
    left.clear();
    backedUp.clear();
    seen.clear();
    sourceBackedUp = false;
  }

  private void taken(BackupTaken e) {
    if (!before.present().contains(e.node())) return; // excluded meanwhile: nobody goes by it
    Broken.unless(left.keySet().containsAll(before.present()), "I1: " + e.node() + " was backed up when only " + left.keySet() + " had left");
    var byUs = e.backup().strategy() != BackupStrategy.CONFIRM;
    Broken.unless(!byUs || !e.backup().serverTime().isBefore(left.get(e.node())), "I1: the backup of " + e.node() + " is of " + e.backup().serverTime()
        + ", which is before it left at " + left.get(e.node()));
    backedUp.add(e.node());
    seen.clear();
  }

  private void took(Entry.Took t) {
    if (t.change() == Change.CONNECTED && t.detail().equals(before.source().id)) connected.add(t.node());
    if (t.change() != Change.DOWN && !(t.change() == Change.DISCONNECTED && t.detail().equals(before.source().id))) return;
    meddled.remove(t.node());
    connected.remove(t.node());
  }

  private void moves(Entry.Called c) {
    var all = before.present();
    Broken.unless(crossed, "I1: " + c.node() + " is moved before PNR-1 is crossed");
    Broken.unless(drained.containsAll(all), "I1: " + c.node() + " is moved while only " + drained + " are drained");
    Broken.unless(left.keySet().containsAll(all), "I1: " + c.node() + " is moved while only " + left.keySet() + " have left");
    Broken.unless(backedUp.containsAll(all), "I1: " + c.node() + " is moved while only " + backedUp + " are backed up");
    Broken.unless(seen.containsAll(all), "I1: " + c.node() + " is moved while only " + seen + " were seen after the last backup");
    Broken.unless(sourceBackedUp || before.plan().source().database().isEmpty(), "I1: " + c.node() + " is moved before the source is backed up");
    var there = connected.stream().filter(n -> all.contains(new NodeName(n)))
        .filter(n -> !meddled.contains(n)).toList();
    Broken.unless(there.isEmpty(), "I1: " + c.node() + " is moved while " + there + " are connected to the source");
  }
}
