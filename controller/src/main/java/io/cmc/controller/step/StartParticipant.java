// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Attendant;
import io.cmc.controller.port.Fence;
import io.cmc.controller.port.Nodes;
import io.cmc.controller.port.ParticipantNode.NodeFacts;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.controller.step.Answering.Answered;
import io.cmc.controller.step.Answering.Busy;
import io.cmc.controller.step.Answering.Silent;
import io.cmc.journey.Assignment;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;

/**
 * The participant's process runs again, by a hook or by a person, on the database that was restored: it is the plan's node, knows the
 * source and not the target, and can be asked for its limits. Whether it is connected to the source is the next step's.
 */
final class StartParticipant implements Step<Assignment.StartParticipant> {

  private final Nodes nodes;
  private final Attendant attendant;
  private final Together together;

  StartParticipant(Nodes nodes, Attendant attendant, Together together) {
    this.nodes = nodes;
    this.attendant = attendant;
    this.together = together;
  }

  @Override public Class<Assignment.StartParticipant> assignment() {
    return Assignment.StartParticipant.class;
  }

  @Override public Sight look(Work<Assignment.StartParticipant> work) {
    var node = nodes.participant(work.participant());
    return switch (Answering.to(node::facts)) {
      case Answered<NodeFacts>(NodeFacts facts) -> answered(work, node, facts);
      case Busy<NodeFacts>(String found) -> Asked.person(work, "waits until " + work.node() + " is ready (" + found + ")");
      case Silent<NodeFacts> none -> stopped(work);
    };
  }

  @Override public void act(Work<Assignment.StartParticipant> work) {
    Fence.pass();
    attendant.start(work.plan(), work.participant());
  }

  @Override public String intent(Work<Assignment.StartParticipant> work) {
    return "start " + work.node() + " by the hook";
  }

  private Sight stopped(Work<Assignment.StartParticipant> work) {
    var found = "it does not answer at " + work.participant().admin().address();
    if (attendant.canStart()) return Asked.orAsk(work, work.node() + " is to start: " + found);
    return Asked.person(work, "somebody to start " + work.node() + " (" + found + "); that it runs is noticed");
  }

  private Sight answered(Work<Assignment.StartParticipant> work, ParticipantNode node, NodeFacts facts) {
    if (!facts.uid().equals(work.participant().uid())) {
      return blocked(ProblemCode.WRONG_NODE, work.participant().uid().value(), facts.uid().value());
    }
    if (!facts.active()) return Asked.person(work, "waits until " + work.node() + " is active; it is a passive replica now");
    var connections = Connections.of(node, together);
    if (Whereabouts.of(work.plan(), connections) != Whereabouts.SOURCE || connections.connectedTo(work.plan().target().alias())) {
      return blocked(ProblemCode.BARRIER_BROKEN, work.node() + " to know " + work.plan().source().alias() + " and not "
          + work.plan().target().alias() + ", as its backup does", connections.found());
    }
    node.limits();
    return new Sight.Done(new Report.ParticipantStarted(work.request(), work.now()));
  }

  private static Sight blocked(ProblemCode code, String expected, String found) {
    return new Sight.Blocked(Problem.of(code, expected, found));
  }
}
