// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.Nodes;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.controller.port.ParticipantNode.DomainState;
import io.cmc.journey.Assignment;
import io.cmc.proof.MoveProof;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Moves the contracts from source to target. The node's answer says little: a refusal can be a success of an earlier call, a lost
 * answer stops nothing, and nothing but the node's list of active domains, and its own account of the source where it gives one,
 * tells how far it came. So whatever was answered, the lists are read, and the call is made again only when the move is seen to be
 * unfinished and was not seen to go on for a while. Should one run unseen all the same, the node refuses the second call, which then
 * has the outcome "unknown" and leads to another, longer wait. What stopped half-way is finished by the same call (docs/canton.md).
 *
 * <p>It never goes on to another target, never forces, and leaves the participant connected to neither domain.
 */
final class MoveContracts implements Step<Assignment.MoveContracts> {

  /** Troubles of a call that say nothing about whether it goes on. */
  private static final Set<ProblemCode> OPEN =
      EnumSet.of(ProblemCode.MOVE_UNRESOLVED, ProblemCode.NODE_TIMEOUT, ProblemCode.NODE_UNREACHABLE);
  private static final Duration TOLD_AGAIN = Duration.ofSeconds(2);

  private final Nodes nodes;
  private final Together together;
  private final Remembered<LastAct> acts = new Remembered<>();

  MoveContracts(Nodes nodes, Together together) {
    this.nodes = nodes;
    this.together = together;
  }

  @Override public Class<Assignment.MoveContracts> assignment() {
    return Assignment.MoveContracts.class;
  }

  @Override public boolean repeatable() {
    return false;
  }

  @Override public Sight look(Work<Assignment.MoveContracts> work) {
    var node = nodes.participant(work.participant());
    var connections = Connections.of(node, together);
    return switch (Whereabouts.of(work.plan(), connections)) {
      case SOURCE -> onSource(work, node, connections);
      case NEITHER -> halfWay(work);
      case TARGET -> onTarget(work, node, connections);
      case BOTH -> blocked(ProblemCode.TARGET_KNOWN, work.node() + " not to know " + work.plan().target().alias(), connections.found());
    };
  }

  /** At the barrier nothing may be asked that could change the node; the proof was given when the move was done. */
  @Override public Sight lookAgain(Work<Assignment.MoveContracts> work) {
    var connections = Connections.of(nodes.participant(work.participant()), together);
    var target = work.plan().target().alias();
    if (Whereabouts.of(work.plan(), connections) != Whereabouts.TARGET || connections.connectedTo(target)) {
      return blocked(ProblemCode.BARRIER_BROKEN, work.node() + " to have " + target + " and to be connected to neither domain",
          connections.found());
    }
    return new Sight.Done(new Report.ParticipantLookedAt(work.request(), true, connections.found(), work.now()));
  }

  @Override public void act(Work<Assignment.MoveContracts> work) {
    var act = acts.of(work).orElse(LastAct.NONE).another(work.now());
    acts.put(work, act);
    try {
      goOn(work, nodes.participant(work.participant()));
      acts.put(work, act.end(work.now(), Optional.empty()));
    } catch (NodeTrouble trouble) {
      acts.put(work, act.end(work.now(), Optional.of(trouble.problem()).filter(problem -> leftOpen(trouble))));
      throw leftOpen(trouble) || trouble.kind() != NodeTrouble.Kind.OUTCOME_UNKNOWN ? trouble : endedByTheNode(trouble);
    }
  }

  @Override public String intent(Work<Assignment.MoveContracts> work) {
    var plan = work.plan();
    return "move the contracts of " + work.node() + " from " + plan.source().alias() + " to " + plan.target().alias() + " ("
        + plan.target().id() + "); the way back is the backup " + work.assignment().backup().location();
  }

  private Sight onSource(Work<Assignment.MoveContracts> work, ParticipantNode node, Connections connections) {
    var plan = work.plan();
    if (connections.connectedTo(plan.source().alias())) {
      return blocked(ProblemCode.BARRIER_BROKEN, work.node() + " away from " + plan.source().alias(), connections.found());
    }
    var known = Whereabouts.targetUnderAnotherAlias(plan, connections);
    if (known.isPresent()) return blocked(ProblemCode.TARGET_KNOWN, "the target not to be known at " + work.node(), known.get());
    var patience = patience(work, Whereabouts.SOURCE);
    if (!ended(work) && begun(work) && !patience.over(work.now())) {
      return unresolved(work, patience, work.node() + " lists the source still; waits whether the move that was asked for begins");
    }
    return readyToGo(work, node);
  }

  private static Sight readyToGo(Work<Assignment.MoveContracts> work, ParticipantNode node) {
    var busy = Quiet.leftBehind(work, node);
    if (busy.isPresent()) return new Sight.Blocked(busy.get());
    return new Sight.NotYet("the contracts of " + work.node() + " are on " + work.plan().source().alias());
  }

  private Sight halfWay(Work<Assignment.MoveContracts> work) {
    var patience = patience(work, Whereabouts.NEITHER);
    if (!ended(work) && !patience.over(work.now())) {
      return unresolved(work, patience,
          work.node() + " lists neither domain: its contracts are being moved, or the move stopped half-way");
    }
    return new Sight.NotYet("the move of " + work.node() + " stopped half-way; the same call goes on where it stopped");
  }

  private Sight onTarget(Work<Assignment.MoveContracts> work, ParticipantNode node, Connections connections) {
    var plan = work.plan();
    if (connections.connectedTo(plan.target().alias())) {
      return new Sight.NotYet(work.node() + " is connected to the target before everybody was moved; it is to be disconnected again");
    }
    if (!begun(work)) return new Sight.NotYet(work.node() + " lists the target only; it has to be asked whether the move was finished");
    return byState(work, node.probe(plan.source().alias()));
  }

  private Sight byState(Work<Assignment.MoveContracts> work, DomainState source) {
    return switch (source) {
      case INACTIVE -> done(work, "Inactive");
      case NOT_ASKABLE -> onceSettled(work, done(work, "not asked"));
      case VACATING -> onceSettled(work,
          new Sight.NotYet("the contracts of " + work.node() + " are moved, but the source is not marked as left"));
      case UNKNOWN, ACTIVE, MIGRATING_TO -> new Sight.Unknown(Problem.of(ProblemCode.MOVE_UNRESOLVED,
          "the source Inactive or Vacating, as it is not listed", source.name()), TOLD_AGAIN);
    };
  }

  /** The last two marks are set one right after the other: what is seen between them says nothing yet. */
  private Sight onceSettled(Work<Assignment.MoveContracts> work, Sight then) {
    var patience = patience(work, Whereabouts.TARGET);
    if (ended(work) || patience.over(work.now())) return then;
    return unresolved(work, patience, "the contracts of " + work.node() + " are moved; waits for the move to end");
  }

  private void goOn(Work<Assignment.MoveContracts> work, ParticipantNode node) {
    var plan = work.plan();
    var connections = Connections.of(node, together);
    var where = Whereabouts.of(plan, connections);
    if (where == Whereabouts.NEITHER) requireThisTarget(work, node);
    if (where == Whereabouts.TARGET && connections.connectedTo(plan.target().alias())) node.disconnect(plan.target().alias());
    if (where == Whereabouts.TARGET && node.probe(plan.source().alias()) != DomainState.VACATING) return;
    node.migrate(plan.source().alias(), plan.target());
  }

  /** A source that is being left can be moved from to anywhere, and contracts would end up in two places. */
  private static void requireThisTarget(Work<Assignment.MoveContracts> work, ParticipantNode node) {
    var target = work.plan().target().alias();
    if (node.probe(target) != DomainState.UNKNOWN) return;
    throw new NodeTrouble(NodeTrouble.Kind.PERMANENT, new Problem(ProblemCode.TARGET_KNOWN,
        "the move that stopped half-way to go to " + target, "a node that does not know " + target,
        "Find out to which domain the node was being moved; finish that move by hand, or restore the backup."), null);
  }

  /** Whether the call may go on at the node. A reason that the node itself gave ends it, however far it had come. */
  private static boolean leftOpen(NodeTrouble trouble) {
    return trouble.kind() == NodeTrouble.Kind.OUTCOME_UNKNOWN && OPEN.contains(trouble.problem().code());
  }

  /** May work later, from where it stopped: tried again as often as the plan says, then parked with the node's reason. */
  private static NodeTrouble endedByTheNode(NodeTrouble trouble) {
    return new NodeTrouble(NodeTrouble.Kind.TRANSIENT, trouble.problem(), trouble);
  }

  /** An act whose outcome is open is reported as such, once; after that it is waited for. */
  private Sight unresolved(Work<Assignment.MoveContracts> work, Patience patience, String why) {
    var last = acts.of(work).orElse(LastAct.NONE);
    if (!begun(work) || last.told()) return patience.waits(why, work.now());
    acts.put(work, last.whenTold());
    var problem = last.open().orElse(Problem.of(ProblemCode.MOVE_UNRESOLVED, "to know how the call ended", why));
    return new Sight.Unknown(problem, TOLD_AGAIN);
  }

  private Patience patience(Work<Assignment.MoveContracts> work, Whereabouts now) {
    var last = acts.of(work).orElse(LastAct.NONE);
    return Patience.of(work.notes(), now, work.now(), last.count(), last.at());
  }

  private boolean begun(Work<Assignment.MoveContracts> work) {
    return work.acted() || acts.of(work).isPresent();
  }

  /** Whether the last call is known to have ended: then nothing of ours runs at the node. */
  private boolean ended(Work<Assignment.MoveContracts> work) {
    return acts.of(work).filter(LastAct::ended).isPresent();
  }

  private static Sight done(Work<Assignment.MoveContracts> work, String sourceStatus) {
    return new Sight.Done(new Report.ParticipantMoved(work.request(), new MoveProof(sourceStatus), work.now()));
  }

  private static Sight blocked(ProblemCode code, String expected, String found) {
    return new Sight.Blocked(Problem.of(code, expected, found));
  }

  /**
   * What this process knows of the acts of one request.
   *
   * @param ended whether the last one is known to have ended
   * @param open why that is not known
   * @param told whether that was reported
   */
  private record LastAct(boolean ended, Optional<Problem> open, boolean told, int count, Instant at) {

    static final LastAct NONE = new LastAct(false, Optional.empty(), false, 0, Instant.MIN);

    LastAct another(Instant when) {
      return new LastAct(false, Optional.empty(), false, count + 1, when);
    }

    LastAct end(Instant when, Optional<Problem> nowOpen) {
      return new LastAct(nowOpen.isEmpty(), nowOpen, false, count, when);
    }

    LastAct whenTold() {
      return new LastAct(ended, open, true, count, at);
    }
  }
}
