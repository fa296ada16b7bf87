// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.incident;

import io.cmc.event.IncidentEvent;
import io.cmc.projection.Happened;
import java.util.Optional;
import java.util.TreeMap;

/** Events folded in memory over the rows of one generation, written together. Used by one thread, in one transaction up to a flush. */
final class IncidentBatch {

  private final IncidentTable table;
  private final int generation;
  private final TreeMap<String, IncidentRow> changed = new TreeMap<>();

  IncidentBatch(IncidentTable table, int generation) {
    this.table = table;
    this.generation = generation;
  }

  /** Other events than those of incidents change nothing. */
  void take(Happened happened) {
    if (!(happened.event() instanceof IncidentEvent e)) return;
    var id = e.incident().value();
    var before = Optional.ofNullable(changed.get(id)).or(() -> table.find(generation, id));
    changed.put(id, IncidentFold.evolve(before, e, happened));
  }

  void flush() {
    table.put(generation, changed.values());
    changed.clear();
  }
}
