// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.incident;

import io.cmc.event.IncidentEvent;
import io.cmc.event.IncidentEvent.IncidentAcknowledged;
import io.cmc.event.IncidentEvent.IncidentClosed;
import io.cmc.event.IncidentEvent.IncidentCommented;
import io.cmc.event.IncidentEvent.IncidentOpened;
import io.cmc.projection.Happened;
import io.cmc.projection.incident.IncidentRow.Note;
import java.util.List;
import java.util.Optional;

/** Incidents as a fold. Pure. An event that a row has seen already changes nothing. */
public final class IncidentFold {
  private IncidentFold() {}

  /** @throws IllegalStateException when nothing is known of the incident */
  public static IncidentRow evolve(Optional<IncidentRow> before, IncidentEvent event, Happened by) {
    if (before.isPresent() && by.position() <= before.get().asOf()) return before.get();
    return switch (event) {
      case IncidentOpened e -> new IncidentRow(e.incident(), e.migration(), e.node(), by.position(), by.position(), e.problem(), e.at(),
          Optional.empty(), List.of(), Optional.empty());
      case IncidentAcknowledged e -> known(before, e).acknowledged(new Note(by.actor(), e.text(), e.at()), by.position());
      case IncidentCommented e -> known(before, e).commented(new Note(by.actor(), e.text(), e.at()), by.position());
      case IncidentClosed e -> known(before, e).closed(new Note(by.actor(), e.text(), e.at()), by.position());
    };
  }

  private static IncidentRow known(Optional<IncidentRow> before, IncidentEvent event) {
    return before.orElseThrow(() -> new IllegalStateException("nothing is known of an incident " + event.incident()));
  }
}
