// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.checker;

import io.cmc.event.Event;
import io.cmc.event.JourneyEvent;
import io.cmc.event.MigrationEvent.MigrationPlanned;
import io.cmc.id.NodeName;
import io.cmc.plan.MigrationPlan;
import io.cmc.sim.journal.JournalEntry;
import io.cmc.store.read.SealedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that a judgement about one migration rests on: what the service wrote down, and what the nodes saw. Neither is told by the other.
 *
 * @param events of one migration, in the order of their seals
 * @param calls what services did to nodes, in the order of arrival
 */
public record Evidence(List<SealedEvent> events, List<JournalEntry> calls) {

  public Evidence {
    events = List.copyOf(events);
    calls = List.copyOf(calls);
  }

  MigrationPlan plan() {
    return of(MigrationPlanned.class).findFirst().orElseThrow(() -> new IllegalArgumentException("no plan among the events")).plan();
  }

  List<NodeName> names() {
    return plan().names();
  }

  <E extends Event> Stream<E> of(Class<E> kind) {
    return events.stream().map(SealedEvent::payload).filter(kind::isInstance).map(kind::cast);
  }

  /** The first of its kind about a node. */
  Optional<SealedEvent> first(Class<? extends JourneyEvent> kind, NodeName node) {
    return events.stream().filter(e -> kind.isInstance(e.payload()) && ((JourneyEvent) e.payload()).node().equals(node)).findFirst();
  }

  boolean happened(Class<? extends Event> kind) {
    return of(kind).findAny().isPresent();
  }

  Stream<JournalEntry> calls(String method) {
    return calls.stream().filter(c -> c.method().endsWith("/" + method));
  }

  Stream<JournalEntry> calls(String method, NodeName node) {
    return calls(method).filter(c -> c.node().equals(node.value()));
  }

  /** As the node saw it; who was never told to leave is still there, as every participant is at the start. */
  boolean connectedToSource(NodeName node, Instant before) {
    var source = plan().source().alias().value();
    var connected = true;
    for (var call : calls) {
      if (!call.node().equals(node.value()) || !call.at().isBefore(before)) continue;
      if (call.effects().contains("disconnected " + source)) connected = false;
      if (call.effects().contains("connected " + source)) connected = true;
    }
    return connected;
  }

  /** Whether this call finished a move. */
  static boolean moved(JournalEntry call) {
    return call.method().endsWith("/MigrateDomain") && call.effects().stream().anyMatch(effect -> effect.endsWith("=Inactive"));
  }
}
