// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.checker;

import io.cmc.event.JourneyEvent;
import io.cmc.event.JourneyEvent.BackupTaken;
import io.cmc.event.JourneyEvent.DrainProved;
import io.cmc.event.JourneyEvent.SourceLeft;
import io.cmc.event.MigrationEvent.SourceBackupTaken;
import io.cmc.id.NodeName;
import io.cmc.sim.journal.JournalEntry;
import java.util.List;
import java.util.stream.Stream;

/** I1: no contracts are moved before all participants are drained, disconnected and have a proved backup. */
final class NothingIsMovedEarly implements Invariant {

  private static final List<Class<? extends JourneyEvent>> BEFORE = List.of(DrainProved.class, SourceLeft.class, BackupTaken.class);

  @Override public Stream<Violation> broken(Evidence all) {
    return all.calls("MigrateDomain").flatMap(move -> Stream.concat(domain(all, move), all.names().stream().flatMap(p -> participant(all, move, p))));
  }

  private static Stream<Violation> participant(Evidence all, JournalEntry move, NodeName other) {
    var missing = BEFORE.stream().filter(kind -> all.first(kind, other).filter(e -> e.at().isBefore(move.at())).isEmpty())
        .map(kind -> Violation.of("I1", move.node(), "moved before " + kind.getSimpleName() + " of " + other).by(move));
    var connected = all.connectedToSource(other, move.at())
        ? Stream.of(Violation.of("I1", move.node(), "moved while " + other + " was connected to the source").by(move)) : Stream.<Violation>empty();
    return Stream.concat(missing, connected);
  }

  private static Stream<Violation> domain(Evidence all, JournalEntry move) {
    if (all.plan().source().database().isEmpty()) return Stream.empty();
    return all.of(SourceBackupTaken.class).anyMatch(e -> e.at().isBefore(move.at())) ? Stream.empty()
        : Stream.of(Violation.of("I1", move.node(), "moved before the backup of the source").by(move));
  }
}
