// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Nodes;
import io.cmc.controller.port.ParticipantNode.Configured;
import io.cmc.journey.Assignment;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;
import java.time.Duration;
import java.util.List;

/** The way back before anything was moved: connected to the source and in good health there, and set to connect as it was before. */
final class RejoinSource implements Step<Assignment.RejoinSource> {

  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Nodes nodes;
  private final Together together;
  private final Connecting connecting = new Connecting();

  RejoinSource(Nodes nodes, Together together) {
    this.nodes = nodes;
    this.together = together;
  }

  @Override public Class<Assignment.RejoinSource> assignment() {
    return Assignment.RejoinSource.class;
  }

  @Override public Sight look(Work<Assignment.RejoinSource> work) {
    var source = work.plan().source();
    var node = nodes.participant(work.participant());
    var connections = Connections.of(node, together);
    if (connections.configured(source.alias()).isEmpty()) return new Sight.Blocked(notThere(work, connections));
    if (!asSaved(work, connections)) return new Sight.NotYet(work.node() + " is not yet set to connect to the source as before");
    if (!connections.connectedTo(source.alias())) return connecting.missing(work, node, List.of(source.alias()));
    var notes = connecting.over(work);
    if (connections.healthy(source.alias(), source.id())) return new Sight.Done(new Report.ParticipantRejoined(work.request(), work.now()));
    return new Sight.Wait("waits until " + work.node() + " is in good health on " + source.alias(), AGAIN, notes);
  }

  @Override public void act(Work<Assignment.RejoinSource> work) {
    var source = work.plan().source().alias();
    var node = nodes.participant(work.participant());
    var connections = Connections.of(node, together);
    if (!asSaved(work, connections)) node.setConnectsManually(source, work.assignment().saved().sourceConnectsManually());
    if (!connections.connectedTo(source)) connecting.connect(work, node, source);
  }

  @Override public String intent(Work<Assignment.RejoinSource> work) {
    return "connect " + work.node() + " to " + work.plan().source().alias() + " again";
  }

  private static boolean asSaved(Work<Assignment.RejoinSource> work, Connections connections) {
    var saved = work.assignment().saved().sourceConnectsManually();
    return connections.configured(work.plan().source().alias()).map(Configured::connectsManually).filter(manually -> manually == saved).isPresent();
  }

  private static Problem notThere(Work<Assignment.RejoinSource> work, Connections connections) {
    return Problem.of(ProblemCode.HALF_MOVED, work.plan().source().alias() + " among the configured domains of " + work.node(),
        connections.found());
  }
}
