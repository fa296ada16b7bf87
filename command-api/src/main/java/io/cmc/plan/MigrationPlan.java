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

/**
 * What shall be done: everything in it is resolved, and it is never changed once it is kept.
 *
 * @param participants in the order of their names
 * @param holdBefore phases that begin only after somebody released the gate before them
 * @param soak how long the source stays as it is after all participants are open again
 * @param backupFolder where dumps are written on the service's machine
 * @param keepSource whether the migration ends when all are open on the target, without retiring the source
 */
public record MigrationPlan(MigrationId migration, SourceDomain source, TargetDomain target, List<ParticipantPlan> participants,
    ClosingStrategy closing, Verification verification, Set<Phase> holdBefore, Pace pace, Duration soak,
    Optional<String> backupFolder, boolean keepSource) {

  public MigrationPlan {
    participants = participants.stream().sorted((a, b) -> a.name().compareTo(b.name())).toList();
    holdBefore = new TreeSet<>(holdBefore);
  }

  public List<NodeName> names() {
    return participants.stream().map(ParticipantPlan::name).toList();
  }

  /** @throws IllegalArgumentException when the plan names no such participant */
  public ParticipantPlan participant(NodeName name) {
    return participants.stream().filter(p -> p.name().equals(name)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no participant " + name + " in the plan of " + migration));
  }
}
