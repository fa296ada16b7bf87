// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.contract;

import io.cmc.access.Actor;
import io.cmc.access.OrderContext;
import io.cmc.command.AbortMigration;
import io.cmc.command.AcceptDifferences;
import io.cmc.command.AmendMigration;
import io.cmc.command.ConfirmBackup;
import io.cmc.command.ConfirmExternally;
import io.cmc.command.ConfirmRestored;
import io.cmc.command.ExcludeParticipant;
import io.cmc.command.HoldMigration;
import io.cmc.command.PanicStop;
import io.cmc.command.ParkStep;
import io.cmc.command.PlanMigration;
import io.cmc.command.ReconcileMigration;
import io.cmc.command.ReleaseGate;
import io.cmc.command.RestoreFromBackup;
import io.cmc.command.ResumeMigration;
import io.cmc.command.RetireSource;
import io.cmc.command.RetryDomainStep;
import io.cmc.command.RetryStep;
import io.cmc.command.StartMigration;
import io.cmc.command.WaiveCheck;
import io.cmc.deploy.simulation.world.ModelParticipant;
import io.cmc.id.JourneyId;
import io.cmc.id.NodeName;
import io.cmc.id.PlanHash;
import io.cmc.journey.Confirmation;
import io.cmc.journey.Phase;
import io.cmc.plan.Amendment;
import io.cmc.plan.Pace;
import io.cmc.proof.ResourceLimits;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What people do: orders, and what they do at the nodes themselves. */
final class Deeds {

  private static final PlanHash HASH = new PlanHash("ab".repeat(32));

  private Deeds() {}

  static Consumer<Theatre> plan() {
    return t -> t.order(new PlanMigration(t.plan().migration(), t.plan(), HASH, by(t)));
  }

  static Consumer<Theatre> start() {
    return t -> t.order(new StartMigration(t.plan().migration(), HASH, by(t)));
  }

  static Consumer<Theatre> hold() {
    return t -> t.order(new HoldMigration(t.plan().migration(), by(t)));
  }

  static Consumer<Theatre> resume() {
    return t -> t.order(new ResumeMigration(t.plan().migration(), by(t)));
  }

  static Consumer<Theatre> release(Phase gate) {
    return t -> t.order(new ReleaseGate(t.plan().migration(), gate, by(t)));
  }

  static Consumer<Theatre> abort() {
    return t -> t.order(new AbortMigration(t.plan().migration(), by(t)));
  }

  static Consumer<Theatre> restore() {
    return t -> t.order(new RestoreFromBackup(t.plan().migration(), by(t)));
  }

  static Consumer<Theatre> panic() {
    return t -> t.order(new PanicStop(t.plan().migration(), by(t)));
  }

  static Consumer<Theatre> reconcile() {
    return t -> t.order(new ReconcileMigration(t.plan().migration(), by(t)));
  }

  static Consumer<Theatre> accept() {
    return t -> t.order(new AcceptDifferences(t.plan().migration(), by(t)));
  }

  static Consumer<Theatre> retire() {
    return t -> t.order(new RetireSource(t.plan().migration(), by(t)));
  }

  static Consumer<Theatre> retry(String node) {
    return t -> t.order(new NodeName(node).isDomains() ? new RetryDomainStep(t.plan().migration(), by(t)) : new RetryStep(journey(t, node), by(t)));
  }

  static Consumer<Theatre> park(String node) {
    return t -> t.order(new ParkStep(journey(t, node), by(t)));
  }

  static Consumer<Theatre> waive(String node) {
    return t -> t.order(new WaiveCheck(t.plan().migration(), new NodeName(node), Network.WAIVABLE, by(t)));
  }

  /** One proposes it, another agrees to the same. */
  static Consumer<Theatre> exclude(String node) {
    return t -> {
      var named = new NodeName(node);
      if (t.order(new ExcludeParticipant(t.plan().migration(), named, "shown", by(t)))) {
        t.order(new ExcludeParticipant(t.plan().migration(), named, "shown", by(t, "otto")));
      }
    };
  }

  static Consumer<Theatre> amend(Pace pace) {
    var amendment = new Amendment(Optional.of(pace), Optional.empty(), Optional.empty(), Map.of(), Map.of());
    return t -> t.order(new AmendMigration(t.plan().migration(), amendment, by(t)));
  }

  static Consumer<Theatre> confirm(Confirmation what) {
    return t -> t.order(new ConfirmExternally(t.plan().migration(), what, "CHG-4712", by(t)));
  }

  static Consumer<Theatre> confirmBackup(NodeName node) {
    return t -> {
      t.world().snapshots.byHand("tape of " + node, node.value());
      t.order(new ConfirmBackup(journey(t, node.value()), "tape of " + node, by(t)));
    };
  }

  static Consumer<Theatre> confirmRestored(NodeName node) {
    return t -> {
      t.world().snapshots.restore(node(t, node.value()), t.world().snapshots.find("tape of " + node).orElseThrow());
      t.order(new ConfirmRestored(journey(t, node.value()), "tape of " + node, by(t)));
    };
  }

  /** Somebody else does. */
  static Consumer<Theatre> limits(String node, int both) {
    return t -> node(t, node).limits(new ResourceLimits(Optional.of(both), Optional.of(both), node(t, node).limits().maxBurstFactor()));
  }

  static Consumer<Theatre> connects(String node) {
    return t -> node(t, node).connect(t.plan().source().alias().value());
  }

  static Consumer<Theatre> disconnects(String node) {
    return t -> node(t, node).disconnect(t.plan().source().alias().value());
  }

  /** Its connection to the source is back after a while. */
  static Consumer<Theatre> awayFor(String node, long millis) {
    return t -> {
      disconnects(node).accept(t);
      t.later(millis, () -> connects(node).accept(t));
    };
  }

  static Consumer<Theatre> sourceRate(int rate) {
    return t -> t.world().rate(t.world().domain(t.plan().source().id().value()), rate);
  }

  static Consumer<Theatre> restarts(String node, long millis) {
    return t -> node(t, node).restart(millis);
  }

  static ModelParticipant node(Theatre t, String node) {
    return t.world().participant(node);
  }

  private static JourneyId journey(Theatre t, String node) {
    return new JourneyId(t.plan().migration(), new NodeName(node));
  }

  private static OrderContext by(Theatre t) {
    return by(t, "olga");
  }

  private static OrderContext by(Theatre t, String who) {
    return new OrderContext(new Actor(who, who, Actor.UNAUTHENTICATED), "change window", "CHG-4711", "", t.now());
  }
}
