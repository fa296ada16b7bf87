// SPDX-License-Identifier: Apache-2.0
package io.cmc.event;

import io.cmc.id.IncidentId;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.rejection.Problem;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/** Something that a person must know of: in the participant's stream, or in the migration's for the migration or its domains. */
public sealed interface IncidentEvent extends MigrationEvent, JourneyEvent {
  @Override NodeName node();

  IncidentId incident();

  /** Something needs a person; what and what to do is in the problem. */
  @Revision("1") record IncidentOpened(MigrationId migration, NodeName node, IncidentId incident, Problem problem, Instant at)
      implements IncidentEvent {}

  /** Somebody takes care of it. */
  @Revision("1") record IncidentAcknowledged(MigrationId migration, NodeName node, IncidentId incident, String text, Instant at)
      implements IncidentEvent {}

  /** Somebody wrote something about it. */
  @Revision("1") record IncidentCommented(MigrationId migration, NodeName node, IncidentId incident, String text, Instant at)
      implements IncidentEvent {}

  /** Its cause is gone, or somebody says so. */
  @Revision("1") record IncidentClosed(MigrationId migration, NodeName node, IncidentId incident, String text, Instant at)
      implements IncidentEvent {}
}
