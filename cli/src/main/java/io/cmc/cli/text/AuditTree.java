// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.text;

import io.cmc.api.v1.AuditEntry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one order set in motion, drawn as a tree: under each entry what it caused. Several consequences branch off; a single one stands
 * below with an arrow, so that long chains do not run out of the page. What came from something that is not here hangs on the order.
 */
public final class AuditTree {

  private static final Comparator<AuditEntry> IN_ORDER = Comparator.comparingLong(AuditEntry::getPosition);

  private final Times times;
  private final List<String> lines = new ArrayList<>();
  private Map<String, List<AuditEntry>> caused;

  private AuditTree(Clock clock) {
    this.times = new Times(clock);
  }

  /** @param entries of one order, in any order; no final line end */
  public static String render(List<AuditEntry> entries, Clock clock) {
    if (entries.isEmpty()) return "no entry belongs to this order";
    var tree = new AuditTree(clock);
    tree.draw(entries.stream().sorted(IN_ORDER).toList());
    return String.join("\n", tree.lines);
  }

  private void draw(List<AuditEntry> entries) {
    var ids = entries.stream().map(AuditEntry::getEventId).collect(Collectors.toCollection(HashSet::new));
    caused = entries.stream().filter(e -> comesFrom(e, ids)).collect(Collectors.groupingBy(AuditEntry::getCausationId, LinkedHashMap::new, Collectors.toList()));
    var first = entries.getFirst();
    lines.add("order " + Plain.text(first.getCorrelationId()) + "  " + Plain.text(first.getActor()) + AuditText.why(first));
    branch(entries.stream().filter(e -> !comesFrom(e, ids)).toList(), "");
    while (!caused.isEmpty()) branch(caused.remove(caused.keySet().iterator().next()), ""); // only in a circle, which no store of ours has
  }

  /** A refusal is its own cause. */
  private static boolean comesFrom(AuditEntry e, HashSet<String> ids) {
    return !e.getCausationId().equals(e.getEventId()) && ids.contains(e.getCausationId());
  }

  private void branch(List<AuditEntry> siblings, String indent) {
    for (var entry : siblings) {
      var last = entry == siblings.getLast();
      lines.add(indent + (last ? "└─ " : "├─ ") + line(entry));
      follow(entry, indent + (last ? "   " : "│  "));
    }
  }

  private void follow(AuditEntry entry, String indent) {
    var next = consequences(entry);
    while (next.size() == 1) {
      lines.add(indent + "↓ " + line(next.getFirst()));
      next = consequences(next.getFirst());
    }
    branch(next, indent);
  }

  /** Taken away as they are drawn: so each is drawn once. */
  private List<AuditEntry> consequences(AuditEntry entry) {
    var found = caused.remove(entry.getEventId());
    return found == null ? List.of() : found;
  }

  private String line(AuditEntry e) {
    var node = e.getParticipant().isEmpty() ? "" : " " + Plain.text(e.getParticipant());
    return e.getPosition() + "  " + times.full(e.getAt()) + "  " + Plain.text(e.getKind()) + node + "  " + Plain.text(e.getOutcome()) + ": " + Plain.text(e.getSummary());
  }
}
