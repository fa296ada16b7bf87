// SPDX-License-Identifier: Apache-2.0
package io.cmc.plan;

import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.journey.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What shall be done: everything in it is resolved. Once it is kept, only an amendment or an exclusion changes it.
 *
 * @param participants in the order of their names
 * @param holdBefore phases that begin only after somebody released the gate before them
 * @param soak how long the source stays as it is after all participants are open again
 * @param backupFolder where dumps are written on the service's machine
 * @param keepSource whether the migration ends when all are open on the target, without retiring the source
 * @param furtherTerms absent: none
 * @param excluded participants that were excluded on the way; absent: none
 */
public record MigrationPlan(MigrationId migration, SourceDomain source, TargetDomain target, List<ParticipantPlan> participants,
    ClosingStrategy closing, Verification verification, Set<Phase> holdBefore, Pace pace, Duration soak,
    Optional<String> backupFolder, boolean keepSource, Optional<Terms> furtherTerms, Optional<Excluded> excluded) {

  public MigrationPlan {
    participants = participants.stream().sorted((a, b) -> a.name().compareTo(b.name())).toList();
    holdBefore = new TreeSet<>(holdBefore);
  }

  /** A plan as it is made, without anything further. */
  public MigrationPlan(MigrationId migration, SourceDomain source, TargetDomain target, List<ParticipantPlan> participants,
      ClosingStrategy closing, Verification verification, Set<Phase> holdBefore, Pace pace, Duration soak,
      Optional<String> backupFolder, boolean keepSource) {
    this(migration, source, target, participants, closing, verification, holdBefore, pace, soak, backupFolder, keepSource, Optional.empty(),
        Optional.empty());
  }

  public Terms terms() {
    return furtherTerms.orElse(Terms.NONE);
  }

  public MigrationPlan on(Terms terms) {
    var further = terms.equals(Terms.NONE) ? Optional.<Terms>empty() : Optional.of(terms);
    return new MigrationPlan(migration, source, target, participants, closing, verification, holdBefore, pace, soak, backupFolder, keepSource,
        further, excluded);
  }

  /** Participants that were excluded on the way. */
  public List<ParticipantPlan> aside() {
    return excluded.map(Excluded::participants).orElse(List.of());
  }

  public MigrationPlan without(NodeName name) {
    var gone = Stream.concat(aside().stream(), participants.stream().filter(p -> p.name().equals(name))).toList();
    var left = participants.stream().filter(p -> !p.name().equals(name)).toList();
    return new MigrationPlan(migration, source, target, left, closing, verification, holdBefore, pace, soak, backupFolder, keepSource,
        furtherTerms, Optional.of(new Excluded(gone)));
  }

  public MigrationPlan amended(Amendment a) {
    var all = participants.stream().map(p -> p.at(a.admins().get(p.name()), a.ledgers().get(p.name()))).toList();
    var gone = excluded.map(e -> new Excluded(e.participants().stream().map(p -> p.at(a.admins().get(p.name()), a.ledgers().get(p.name()))).toList()));
    var pings = a.pingTimeout().map(t -> new Verification(verification.smallMaxDirtyRequests(), verification.smallMaxRate(), t,
        verification.everyPairUpTo())).orElse(verification);
    var further = a.window().map(w -> terms().within(w)).or(() -> furtherTerms);
    return new MigrationPlan(migration, source, target, all, closing, pings, holdBefore, a.pace().orElse(pace), soak, backupFolder, keepSource,
        further, gone);
  }

  /** Teams that take part, in the order of their names; the empty one where a participant is of none. */
  public List<String> teams() {
    return participants.stream().map(ParticipantPlan::team).distinct().sorted().toList();
  }

  public List<NodeName> names() {
    return participants.stream().map(ParticipantPlan::name).toList();
  }

  /** One that takes part, or was excluded. @throws IllegalArgumentException when the plan names no such participant */
  public ParticipantPlan participant(NodeName name) {
    return Stream.concat(participants.stream(), aside().stream()).filter(p -> p.name().equals(name)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no participant " + name + " in the plan of " + migration));
  }
}
