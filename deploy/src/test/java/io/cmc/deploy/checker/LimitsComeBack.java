// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.checker;

import io.cmc.event.JourneyEvent.LimitsSaved;
import io.cmc.event.MigrationEvent.MigrationAborted;
import io.cmc.event.MigrationEvent.MigrationCompleted;
import io.cmc.event.MigrationEvent.MigrationRestored;
import io.cmc.event.MigrationEvent.RatesSaved;
import io.cmc.id.NodeName;
import io.cmc.proof.ResourceLimits;
import io.cmc.sim.journal.JournalEntry;
import io.cmc.store.read.SealedEvent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** I3: limits and rates at the end are those at the start; they are saved once, before they are changed, and never read again. */
final class LimitsComeBack implements Invariant {

  @Override public Stream<Violation> broken(Evidence all) {
    return Stream.concat(all.names().stream().flatMap(node -> participant(all, node)), rates(all));
  }

  private static Stream<Violation> participant(Evidence all, NodeName node) {
    var saved = all.events().stream().filter(e -> e.payload() instanceof LimitsSaved s && s.node().equals(node)).toList();
    var changes = all.calls("UpdateResourceLimits", node).filter(JournalEntry::effective).toList();
    var twice = saved.stream().skip(1).map(e -> Violation.of("I3", node, "saved a second time").in(e));
    var early = changes.stream().limit(1).filter(c -> saved.isEmpty() || !saved.getFirst().at().isBefore(c.at()))
        .map(c -> Violation.of("I3", node, "changed before they were saved").by(c));
    var wrong = over(all) && !changes.isEmpty() && !saved.isEmpty() ? notBack(node, saved.getFirst(), changes.getLast()) : Stream.<Violation>empty();
    return Stream.of(twice, early, wrong).flatMap(s -> s);
  }

  private static Stream<Violation> notBack(NodeName node, SealedEvent saved, JournalEntry last) {
    var wanted = text(((LimitsSaved) saved.payload()).settings().limits());
    if (last.effects().contains(wanted)) return Stream.empty();
    return Stream.of(Violation.of("I3", node, "left at " + last.effects() + ", saved were " + wanted).by(last).in(saved));
  }

  private static Stream<Violation> rates(Evidence all) {
    var saved = all.events().stream().filter(e -> e.payload() instanceof RatesSaved).toList();
    var twice = saved.stream().skip(1).map(e -> Violation.of("I3", NodeName.DOMAINS, "rates saved a second time").in(e));
    var changes = all.calls("AuthorizeDomainParametersChange").filter(JournalEntry::effective).toList();
    if (changes.isEmpty()) return twice;
    if (saved.isEmpty()) return Stream.of(Violation.of("I3", NodeName.DOMAINS, "rates changed and never saved").by(changes.getFirst()));
    var target = over(all) ? wrongRate(all, changes, ((RatesSaved) saved.getFirst().payload()).rates().target(), saved.getFirst()) : Stream.<Violation>empty();
    return Stream.concat(twice, target);
  }

  /** The domain that is in use at the end; the source of a finished migration stays shut. */
  private static Stream<Violation> wrongRate(Evidence all, List<JournalEntry> changes, int target, SealedEvent saved) {
    var source = ((RatesSaved) saved.payload()).rates().source();
    var wanted = back(all) ? source : target;
    var last = changes.getLast();
    var either = last.effects().contains("maxRatePerParticipant=" + wanted) || last.effects().contains("maxRatePerParticipant=" + target);
    return either ? Stream.empty() : Stream.of(Violation.of("I3", last.node(), "left at " + last.effects() + ", saved was " + wanted).by(last).in(saved));
  }

  static boolean over(Evidence all) {
    return all.happened(MigrationCompleted.class) || back(all);
  }

  /** Over, and on the source. */
  private static boolean back(Evidence all) {
    return all.happened(MigrationAborted.class) || all.happened(MigrationRestored.class);
  }

  /** As the simulator notes it. */
  static String text(ResourceLimits limits) {
    return "limits=" + number(limits.maxDirtyRequests()) + "/" + number(limits.maxRate()) + "/" + limits.maxBurstFactor();
  }

  private static int number(Optional<Integer> limit) {
    return limit.orElse(-1);
  }
}
