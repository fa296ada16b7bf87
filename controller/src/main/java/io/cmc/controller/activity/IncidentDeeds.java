// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.activity;

import io.cmc.event.IncidentEvent;
import io.cmc.event.IncidentEvent.IncidentAcknowledged;
import io.cmc.event.IncidentEvent.IncidentClosed;
import io.cmc.event.IncidentEvent.IncidentCommented;
import io.cmc.id.IncidentId;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.journey.IncidentDeed;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.time.Instant;
import java.util.Optional;

/** What people do about incidents, the same way in every stream. */
public final class IncidentDeeds {
  private IncidentDeeds() {}

  /** @param lasts whether the cause is still there */
  public static Optional<Problem> whyNot(OpenIncidents incidents, IncidentId incident, IncidentDeed deed, boolean lasts) {
    if (!incidents.knows(incident)) {
      return Optional.of(Problem.of(ProblemCode.INCIDENT_NOT_FOUND, "one of the open incidents " + incidents.open().keySet(), incident.value()));
    }
    return deed == IncidentDeed.CLOSE && lasts
        ? Optional.of(Problem.of(ProblemCode.INCIDENT_LASTS, "an incident whose cause is gone", incidents.open().get(incident.value()).code().name()))
        : Optional.empty();
  }

  public static IncidentEvent event(MigrationId migration, NodeName node, IncidentId incident, IncidentDeed deed, String text, Instant at) {
    return switch (deed) {
      case ACKNOWLEDGE -> new IncidentAcknowledged(migration, node, incident, text, at);
      case COMMENT -> new IncidentCommented(migration, node, incident, text, at);
      case CLOSE -> new IncidentClosed(migration, node, incident, text, at);
    };
  }
}
