// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.incident;

import io.cmc.id.IncidentId;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.rejection.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something that a person must know of, and what people did about it.
 *
 * @param opened position of the event that opened it
 * @param asOf position of the last event about it
 * @param acknowledged by whom it was first taken care of
 * @param notes what people wrote, acknowledgements with a text included
 */
public record IncidentRow(IncidentId id, MigrationId migration, NodeName node, long opened, long asOf, Problem problem, Instant at,
    Optional<Note> acknowledged, List<Note> notes, Optional<Note> closed) {

  /** @param by name of whoever did it */
  public record Note(String by, String text, Instant at) {}

  IncidentRow acknowledged(Note note, long position) {
    return new IncidentRow(id, migration, node, opened, position, problem, at, acknowledged.or(() -> Optional.of(note)),
        note.text().isBlank() ? notes : and(note), closed);
  }

  IncidentRow commented(Note note, long position) {
    return new IncidentRow(id, migration, node, opened, position, problem, at, acknowledged, and(note), closed);
  }

  IncidentRow closed(Note note, long position) {
    return new IncidentRow(id, migration, node, opened, position, problem, at, acknowledged, notes, Optional.of(note));
  }

  private List<Note> and(Note note) {
    var all = new ArrayList<>(notes);
    all.add(note);
    return List.copyOf(all);
  }
}
