// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.Nodes;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.journey.Assignment;
import io.cmc.journey.Assignment.PingTarget;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.MigrationPlan;
import io.cmc.proof.PingResult;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real transaction with each of the other participants. Whether a ping was answered is told by its reply and by nothing else, so
 * the answers are remembered for the look behind the act. A restart in between forgets them, and everybody is pinged again, which
 * harms nothing. Who answered is not asked again under the same request.
 */
final class Ping implements Step<Assignment.Ping> {

  private static final double ROOM = 1.5;

  private final Nodes nodes;
  private final Together together;
  private final Remembered<List<PingResult>> answers = new Remembered<>();

  Ping(Nodes nodes, Together together) {
    this.nodes = nodes;
    this.together = together;
  }

  @Override public Class<Assignment.Ping> assignment() {
    return Assignment.Ping.class;
  }

  @Override public Sight look(Work<Assignment.Ping> work) {
    var open = unanswered(work);
    if (!open.isEmpty()) return new Sight.NotYet(work.node() + " has no answer yet from " + names(open));
    return new Sight.Done(new Report.ParticipantVerified(work.request(), answered(work), work.now()));
  }

  /** At the barrier: still on the target in good health. Pings are not repeated. */
  @Override public Sight lookAgain(Work<Assignment.Ping> work) {
    var connections = Connections.of(nodes.participant(work.participant()), together);
    var problem = OnTarget.problem(work.plan(), work.node(), connections);
    if (problem.isPresent()) return new Sight.Blocked(problem.get());
    if (!OnTarget.healthy(work.plan(), connections)) return new Sight.NotYet(work.node() + " is not in good health: " + connections.found());
    return new Sight.Done(new Report.ParticipantLookedAt(work.request(), true, connections.found(), work.now()));
  }

  @Override public void act(Work<Assignment.Ping> work) {
    var node = nodes.participant(work.participant());
    var results = together.atMost(atOnce(work)).ask(unanswered(work), apart(work.plan()), target -> ping(work, node, target));
    answers.put(work, Stream.concat(answered(work).stream(), results.stream().filter(PingResult::answered)).toList());
    var open = unanswered(work);
    if (!open.isEmpty()) throw notAnswered(work, open);
  }

  /**
   * Under small limits an answer is a command of whoever was pinged, among those that it sends itself. So many are sent that both have room, and some
   * is left: an answer that is refused too often is lost, and that is known only when the ping's time is over, twice.
   */
  static Duration apart(MigrationPlan plan) {
    if (plan.closing() == ClosingStrategy.OUTSIDE) return Duration.ZERO;
    var senders = Math.min(1.0, (double) plan.pace().parallel() / plan.participants().size());
    return Duration.ofNanos(Math.round(1e9 * ROOM * (1 + senders) / plan.verification().smallMaxRate()));
  }

  @Override public String intent(Work<Assignment.Ping> work) {
    return "ping from " + work.node() + " to " + names(unanswered(work));
  }

  private static PingResult ping(Work<Assignment.Ping> work, ParticipantNode node, PingTarget target) {
    var begun = work.now();
    var answered = node.ping(target.uid(), work.plan().verification().pingTimeout());
    return new PingResult(target.name(), answered, Duration.between(begun, work.now()));
  }

  /** The small limits hold for a participant's own pings and for its answers to others': more would be refused, and a refused answer is a ping lost. */
  private static int atOnce(Work<Assignment.Ping> work) {
    return Math.max(1, work.plan().verification().smallMaxDirtyRequests() / 2);
  }

  private List<PingResult> answered(Work<Assignment.Ping> work) {
    return answers.of(work).orElse(List.of());
  }

  private List<PingTarget> unanswered(Work<Assignment.Ping> work) {
    var answered = answered(work).stream().map(PingResult::to).toList();
    return work.assignment().targets().stream().filter(target -> !answered.contains(target.name())).toList();
  }

  private static NodeTrouble notAnswered(Work<Assignment.Ping> work, List<PingTarget> open) {
    var pairs = open.stream().map(target -> work.node() + " -> " + target.name()).toList();
    var limit = Words.seconds(work.plan().verification().pingTimeout());
    return new NodeTrouble(NodeTrouble.Kind.TRANSIENT,
        Problem.of(ProblemCode.PING_FAILED, "an answer within " + limit, "none for " + String.join(", ", pairs)), null);
  }

  private static List<String> names(List<PingTarget> targets) {
    return targets.stream().map(target -> target.name().value()).toList();
  }
}
