// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.id.NodeName;
import io.cmc.projection.status.ParticipantRow;
import io.cmc.projection.status.StatusQueries.Found;
import io.cmc.projection.status.Waits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What was last told of each participant of one migration. A part is made anew only where the row is another object or waits for something else, and
 * gets a new number only where something else is told than before. For any number of threads.
 */
final class Parts {

  private final Supplier<String> memories;
  private final Map<NodeName, Part> parts = new HashMap<>();
  private String memory;
  private long number;

  /** @param memories names for what is remembered, none of them twice */
  Parts(Supplier<String> memories) {
    this.memories = memories;
    this.memory = memories.get();
  }

  /** Where in the life of one memory an answer was made: whoever has it lacks the parts of higher numbers. */
  record Revision(String memory, long number) {

    @Override public String toString() {
      return memory + '.' + number;
    }

    /** The number in the text of one that is of the same memory; -1: it is not. */
    long known(String revision) {
      if (!revision.startsWith(memory + '.')) return -1;
      try {
        return Long.parseLong(revision.substring(memory.length() + 1));
      } catch (NumberFormatException e) {
        return -1;
      }
    }
  }

  /** All parts as they are now, in the order of the participants. */
  record Now(Revision revision, List<Part> parts) {}

  /** @param idle what idle participants wait for, people by their names */
  synchronized Now of(Found found, String idle) {
    var now = found.participants().stream().map(row -> part(row, Waits.of(found.migration(), row, idle))).toList();
    if (parts.size() > now.size()) forgetAllBut(now);
    return new Now(new Revision(memory, number), now);
  }

  synchronized int size() {
    return parts.size();
  }

  private Part part(ParticipantRow row, String waitsFor) {
    var before = parts.get(row.name());
    if (before != null && before.isOf(row, waitsFor)) return before;
    var part = Part.of(row, waitsFor, number + 1);
    if (before != null && before.saysTheSame(part)) part = part.at(before.number());
    else number++;
    parts.put(row.name(), part);
    return part;
  }

  /** That somebody is not there any more is told by telling all. */
  private void forgetAllBut(List<Part> now) {
    parts.clear();
    now.forEach(part -> parts.put(part.row().name(), part));
    memory = memories.get();
  }
}
