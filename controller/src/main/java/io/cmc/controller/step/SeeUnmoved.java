// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Nodes;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.controller.port.ParticipantNode.DomainState;
import io.cmc.journey.Assignment;
import io.cmc.report.Report;
import java.time.Duration;
import java.time.Instant;

/**
 * Whether contracts of a participant ever began to move. Where no move was ever about to be made, its list of domains tells at once.
 * Where one was, the call may be on its way: then list and the node's own account must say the same for a while. In doubt it moved,
 * because that can be undone by the databases alone.
 */
final class SeeUnmoved implements Step<Assignment.SeeUnmoved> {

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);
  private static final Duration AGAIN = Duration.ofSeconds(3);

  private final Nodes nodes;

  SeeUnmoved(Nodes nodes) {
    this.nodes = nodes;
  }

  @Override public Class<Assignment.SeeUnmoved> assignment() {
    return Assignment.SeeUnmoved.class;
  }

  @Override public Sight look(Work<Assignment.SeeUnmoved> work) {
    var node = nodes.participant(work.participant());
    var connections = Connections.of(node);
    return switch (Whereabouts.of(work.plan(), connections)) {
      case SOURCE -> onSource(work, node, connections);
      case NEITHER, TARGET, BOTH -> seen(work, true, connections.found());
    };
  }

  /** The probe may purge what the move itself would purge; it is in order because the move's intent is stored. */
  private static Sight onSource(Work<Assignment.SeeUnmoved> work, ParticipantNode node, Connections connections) {
    if (!work.assignment().intended()) return seen(work, false, connections.found());
    var state = node.probe(work.plan().source().alias());
    return switch (state) {
      case ACTIVE, NOT_ASKABLE -> onceSettled(work, state, connections.found() + ", source " + state);
      case UNKNOWN, MIGRATING_TO, VACATING, INACTIVE -> seen(work, true, connections.found() + ", source " + state);
    };
  }

  private static Sight onceSettled(Work<Assignment.SeeUnmoved> work, DomainState state, String found) {
    var same = work.notes().get("seen").filter(state.name()::equals).isPresent();
    var since = same ? work.notes().get("since").map(Instant::parse).orElse(work.now()) : work.now();
    var left = Duration.between(work.now(), since.plus(LONG_ENOUGH));
    if (!left.isPositive()) return seen(work, false, found + " for " + Words.seconds(LONG_ENOUGH));
    var why = "a move of " + work.node() + " may have been asked for; waits " + Words.seconds(left) + " whether it begins";
    return new Sight.Wait(why, left.compareTo(AGAIN) < 0 ? left : AGAIN,
        Notes.NONE.with("seen", state.name()).with("since", since.toString()));
  }

  private static Sight seen(Work<Assignment.SeeUnmoved> work, boolean moved, String found) {
    return new Sight.Done(new Report.ParticipantSeen(work.request(), moved, found, work.now()));
  }
}
