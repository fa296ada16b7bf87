// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.checker;

import io.cmc.event.JourneyEvent;
import io.cmc.event.JourneyEvent.DatabaseRestored;
import io.cmc.event.JourneyEvent.ParticipantStopped;
import io.cmc.event.MigrationEvent.MigrationRestored;
import io.cmc.event.MigrationEvent.ParticipantExcluded;
import io.cmc.id.NodeName;
import io.cmc.store.read.SealedEvent;
import java.util.List;
import java.util.stream.Stream;

/**
 * The way back by the databases takes all or none: no database is replaced before every participant was seen to be stopped, and in
 * the end each is replaced and, by the nodes' account, each is connected to the source.
 */
final class RestoredTogether implements Invariant {

  @Override public Stream<Violation> broken(Evidence all) {
    var came = all.names().stream().filter(node -> all.of(ParticipantExcluded.class).noneMatch(e -> e.participant().equals(node))).toList();
    return Stream.concat(early(all, came), ended(all).flatMap(end -> came.stream().flatMap(node -> behind(all, end, node))));
  }

  private static Stream<Violation> early(Evidence all, List<NodeName> came) {
    return all.events().stream().filter(e -> e.payload() instanceof DatabaseRestored).flatMap(e -> came.stream()
        .filter(node -> !happened(all, ParticipantStopped.class, node, e))
        .map(node -> Violation.of("way back", node, "not stopped when a database was replaced").in(e)));
  }

  private static Stream<Violation> behind(Evidence all, SealedEvent end, NodeName node) {
    var kept = happened(all, DatabaseRestored.class, node, end) ? Stream.<Violation>empty()
        : Stream.of(Violation.of("way back", node, "its database was not replaced").in(end));
    var away = all.connectedToSource(node, end.at()) ? Stream.<Violation>empty()
        : Stream.of(Violation.of("way back", node, "not connected to the source at the end").in(end));
    return Stream.concat(kept, away);
  }

  private static Stream<SealedEvent> ended(Evidence all) {
    return all.events().stream().filter(e -> e.payload() instanceof MigrationRestored);
  }

  private static boolean happened(Evidence all, Class<? extends JourneyEvent> kind, NodeName node, SealedEvent before) {
    return all.first(kind, node).filter(e -> e.migrationSequence() < before.migrationSequence()).isPresent();
  }
}
