// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.people;

import io.cmc.deploy.simulation.time.Tape;
import io.cmc.deploy.simulation.world.ModelDomain;
import io.cmc.deploy.simulation.world.ModelParticipant;
import io.cmc.deploy.simulation.world.World;
import io.cmc.id.NodeName;
import io.cmc.journey.Assignment;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.MigrationPlan;
import io.cmc.proof.ResourceLimits;
import io.cmc.rejection.ProblemCode;
import java.util.List;
import java.util.Optional;

/** What a person does at the nodes by hand, by the remedy of what is parked. */
final class Mending {

  private final World world;
  private final Tape tape;
  private final MigrationPlan plan;

  Mending(World world, Tape tape, MigrationPlan plan) {
    this.world = world;
    this.tape = tape;
    this.plan = plan;
  }

  void mend(NodeName node, ProblemCode code) {
    switch (code) {
      case LIMITS_CHANGED -> close(node);
      case BARRIER_BROKEN -> asItWas(node);
      case SOURCE_NOT_CONNECTED, PREFLIGHT_BLOCKED, DRAIN_TOO_LONG -> plan.names().forEach(this::connect);
      case NODE_STILL_RUNS -> stop(node);
      case PING_FAILED -> plan.names().forEach(n -> connect(n, plan.target().alias().value()));
      default -> { }
    }
  }

  /** As a barrier expects it. @param done what was achieved before it */
  void asExpected(NodeName node, Assignment done) {
    switch (done) {
      case Assignment.RejoinSource a -> connect(node);
      case Assignment.LowerLimits a -> closedOnTheSource(node);
      case Assignment.Drain a -> closedOnTheSource(node);
      default -> asItWas(node);
    }
  }

  private void closedOnTheSource(NodeName node) {
    connect(node);
    if (plan.closing() == ClosingStrategy.PARTICIPANT_LIMITS) close(node);
  }

  /** A participant as it was left: word by word what the differing is said to have been. */
  void asLeft(NodeName node, String recorded) {
    if (!one(node).up()) return;
    for (var alias : List.of(plan.source().alias(), plan.target().alias())) {
      var line = (alias.equals(plan.source().alias()) ? "source " : "target ");
      if (recorded.contains(line + "not connected")) away(node, alias.value());
      if (recorded.contains(line + "connected")) connect(node, alias.value());
    }
    if (recorded.contains("connecting only when told to")) {
      plan().forEach(alias -> one(node).connectsManually(alias, true));
    }
    if (recorded.contains("limits 0 and 0") || recorded.contains("rate 0")) close(node);
    if (recorded.contains("limits of at most")) ease(node);
  }

  private List<String> plan() {
    return List.of(plan.source().alias().value(), plan.target().alias().value());
  }

  private void away(NodeName node, String alias) {
    tape.say("by hand: disconnects " + node + " from " + alias);
    if (one(node).connectedTo(world.domain((alias.equals(plan.source().alias().value()) ? plan.source().id() : plan.target().id()).value()))) {
      one(node).disconnect(alias);
    }
  }

  private void ease(NodeName node) {
    tape.say("by hand: lets a little in at " + node);
    one(node).limits(new ResourceLimits(Optional.of(plan.verification().smallMaxDirtyRequests()), Optional.of(plan.verification().smallMaxRate()),
        one(node).limits().maxBurstFactor()));
  }

  void stop(NodeName node) {
    if (one(node).up()) tape.say("by hand: stops " + node);
    one(node).stop();
  }

  void start(NodeName node) {
    tape.say("by hand: starts " + node);
    one(node).start();
  }

  void backUp(NodeName node) {
    world.snapshots.byHand(tape(node), node.value());
  }

  /** From the backup that somebody took; a node that somebody else started again meanwhile is stopped again first. */
  void restore(NodeName node) {
    stop(node);
    tape.say("by hand: restores the database of " + node);
    world.snapshots.restore(one(node), world.snapshots.find(tape(node)).orElseThrow());
  }

  private static String tape(NodeName node) {
    return "tape of " + node;
  }

  private void close(NodeName node) {
    tape.say("by hand: closes " + node + " again");
    if (plan.closing() == ClosingStrategy.DOMAIN_RATE) world.rate(source(), 0);
    else one(node).limits(new ResourceLimits(Optional.of(0), Optional.of(0), one(node).limits().maxBurstFactor()));
  }

  /** Away from the source before the move, on the target after it. */
  private void asItWas(NodeName node) {
    if (node.isDomains() || !one(node).up()) return;
    if (one(node).isFor(plan.target().alias().value())) connect(node, plan.target().alias().value());
    else disconnect(node);
  }

  private void disconnect(NodeName node) {
    tape.say("by hand: disconnects " + node);
    for (var alias : List.of(plan.source().alias().value(), plan.target().alias().value())) {
      try {
        one(node).disconnect(alias);
      } catch (RuntimeException unknownAlias) {
        // then there is nothing to disconnect
      }
    }
  }

  /** Which may be older than what its database holds by now. */
  void forgetBackup(NodeName node) {
    world.snapshots.all().values().stream().filter(s -> s.database().equals(node.value()) && s.name().startsWith("cmc-sim")).map(s -> s.name()).toList()
        .forEach(world.snapshots::remove);
  }

  /** Connects a participant that was restarted and connects only when told to. */
  void connect(NodeName node) {
    if (!one(node).connectedTo(source()) && source().up()) connect(node, plan.source().alias().value());
  }

  /** Changes nothing where it is connected already. */
  private void connect(NodeName node, String alias) {
    if (!one(node).up()) return;
    tape.say("by hand: connects " + node + " to " + alias);
    try {
      one(node).connect(alias);
    } catch (RuntimeException notNow) {
      // another time
    }
  }

  private ModelParticipant one(NodeName node) {
    return world.participant(node.value());
  }

  /** As their own operators do with participants that connect only when told to, and with those that a late call has taken off. */
  void connectAll() {
    plan.names().stream().filter(n -> one(n).leftLate()).forEach(n -> connect(n, plan.source().alias().value()));
    for (var alias : List.of(plan.source().alias().value(), plan.target().alias().value())) {
      plan.names().stream().filter(n -> one(n).connectsManually(alias)).forEach(n -> connect(n, alias));
    }
  }

  ModelDomain source() {
    return world.domain(plan.source().id().value());
  }
}
