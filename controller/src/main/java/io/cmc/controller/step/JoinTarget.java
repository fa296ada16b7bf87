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
  private final Together together;
  private final Connecting connecting = new Connecting();
  private final Remembered<List<SynchronizerAlias>> seen = new Remembered<>();

  JoinTarget(Nodes nodes, Together together) {
    this.nodes = nodes;
    this.together = together;
  }

  @Override public Class<Assignment.JoinTarget> assignment() {
    return Assignment.JoinTarget.class;
  }

  @Override public Sight look(Work<Assignment.JoinTarget> work) {
    var node = nodes.participant(work.participant());
    var connections = Connections.of(node, together);
    var blocked = OnTarget.problem(work.plan(), work.node(), connections);
    if (blocked.isPresent()) return new Sight.Blocked(blocked.get());
    var missing = missing(work, connections);
    seen.put(work, missing);
    if (!missing.isEmpty()) return connecting.missing(work, node, missing);
    var notes = connecting.over(work);
    if (OnTarget.healthy(work.plan(), connections)) return new Sight.Done(new Report.ParticipantReconnected(work.request(), work.now()));
    return new Sight.Wait("waits until " + work.node() + " is in good health on " + work.plan().target().alias(), AGAIN, notes);
  }

  /** What the look just before missed; connecting where it is connected meanwhile changes nothing. */
  @Override public void act(Work<Assignment.JoinTarget> work) {
    var node = nodes.participant(work.participant());
    seen.of(work).orElseGet(() -> missing(work, Connections.of(node, together))).forEach(alias -> connecting.connect(work, node, alias));
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
