// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Nodes;
import io.cmc.id.SynchronizerAlias;
import io.cmc.journey.Assignment;
import io.cmc.report.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The participant is connected to the target and in good health there, is not connected to the source, and is connected to whatever
 * else it was connected to before. After a move of many contracts connecting can take hours.
 */
final class JoinTarget implements Step<Assignment.JoinTarget> {

  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Nodes nodes;

  JoinTarget(Nodes nodes) {
    this.nodes = nodes;
  }

  @Override public Class<Assignment.JoinTarget> assignment() {
    return Assignment.JoinTarget.class;
  }

  @Override public Sight look(Work<Assignment.JoinTarget> work) {
    var connections = Connections.of(nodes.participant(work.participant()));
    var blocked = OnTarget.problem(work.plan(), work.node(), connections);
    if (blocked.isPresent()) return new Sight.Blocked(blocked.get());
    var missing = missing(work, connections);
    if (!missing.isEmpty()) return new Sight.NotYet(work.node() + " is not connected to " + missing);
    if (OnTarget.healthy(work.plan(), connections)) return new Sight.Done(new Report.ParticipantReconnected(work.request(), work.now()));
    return new Sight.Wait("waits until " + work.node() + " is in good health on " + work.plan().target().alias(), AGAIN, work.notes());
  }

  @Override public void act(Work<Assignment.JoinTarget> work) {
    var node = nodes.participant(work.participant());
    missing(work, Connections.of(node)).forEach(node::connect);
  }

  @Override public String intent(Work<Assignment.JoinTarget> work) {
    return "connect " + work.node() + " to " + work.plan().target().alias() + " and to what else it was connected to before";
  }

  /** The target first: it is what everybody waits for. */
  private static List<SynchronizerAlias> missing(Work<Assignment.JoinTarget> work, Connections connections) {
    var wanted = new ArrayList<SynchronizerAlias>(List.of(work.plan().target().alias()));
    wanted.addAll(work.assignment().saved().otherDomains());
    return wanted.stream().filter(alias -> !connections.connectedTo(alias)).toList();
  }
}
