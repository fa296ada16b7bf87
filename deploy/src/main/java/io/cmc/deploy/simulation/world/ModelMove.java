// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.world;

import io.cmc.controller.port.NodeTrouble;
import io.cmc.deploy.simulation.time.Entry.Change;
import io.cmc.rejection.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * MigrateDomain, check by check and phase by phase (docs/canton.md): every status is stored on its own, the work goes on whether or
 * not the caller waits, and stops where it is when the process ends.
 */
final class ModelMove {

  /** @param domainId empty: whatever answers */
  record Target(String alias, ModelDomain domain, String domainId) {}

  private static final int BATCH = 4;

  private final ModelParticipant node;
  private final World world;
  private final String source;
  private final Target target;
  private final int life;
  private final long each;
  private boolean ended;
  private Optional<NodeTrouble> refusal = Optional.empty();
  private int waited;

  private ModelMove(ModelParticipant node, String source, Target target) {
    this.node = node;
    this.world = node.world;
    this.source = source;
    this.target = target;
    this.life = node.life;
    this.each = world.chance.oneIn(25) ? world.chance.between(60_000, 900_000) : world.chance.between(20, 3_000);
  }

  static ModelMove begin(ModelParticipant node, String source, Target target) {
    var move = new ModelMove(node, source, target);
    node.straggler.end();
    node.moving = move;
    world(node).took(node.name, Change.MOVE_BEGAN, target.alias());
    move.next(100, 1500, move::check);
    return move;
  }

  private static World world(ModelParticipant node) {
    return node.world;
  }

  boolean ended() {
    return ended || cutOff();
  }

  boolean cutOff() {
    return !ended && node.life != life;
  }

  void answer() {
    if (refusal.isPresent()) throw refusal.get();
  }

  private void next(int least, int most, Runnable what) {
    world.agenda.light(world.chance.between(least, most), () -> {
      if (node.life != life) return;
      try {
        what.run();
      } catch (NodeTrouble refused) {
        end(Optional.of(refused));
      }
    });
  }

  private void end(Optional<NodeTrouble> why) {
    refusal = why;
    ended = true;
    node.moving = null;
    world.took(node.name, Change.MOVE_ENDED, why.map(t -> t.problem().code().name()).orElse("well"));
  }

  /** Nothing is changed here but that the alias is bound for ever. */
  private void check() {
    if (!target.domain().up()) {
      if (waited++ > 15) throw Refusals.later(ProblemCode.TARGET_UNREACHABLE, "failed to connect to the sequencer");
      next(1_500, 2_500, this::check);
      return;
    }
    if (!node.stored.bound(target.alias(), target.domain().id)) {
      throw Refusals.refused(node.stored.aliases.containsKey(target.alias()) ? ProblemCode.ALIAS_TAKEN : ProblemCode.TARGET_KNOWN, target.alias());
    }
    node.stored.aliases.put(target.alias(), target.domain().id);
    offline();
    next(5, 50, this::prepare);
  }

  private void offline() {
    var from = node.stored.configs.get(source);
    if (from == null) throw Refusals.refused(ProblemCode.SOURCE_UNKNOWN, source);
    if (node.connectedTo(world.domain(from.domain()))) throw Refusals.refused(ProblemCode.BARRIER_BROKEN, source + " must be disconnected");
    if (node.connectedTo(target.domain())) throw Refusals.later(ProblemCode.MOVE_UNRESOLVED, target.alias() + " must be disconnected");
    if (node.release.counts && InFlightCount.of(node, world.domain(from.domain())).busy()) {
      throw Refusals.refused(ProblemCode.IN_FLIGHT_WORK, source + " must not have in-flight transactions");
    }
  }

  private void prepare() {
    var from = node.stored.configs.get(source);
    if (!from.status().mayBeLeft()) throw Refusals.refused(ProblemCode.MOVE_UNRESOLVED, source + " is in state Inactive");
    if (!target.domainId().isEmpty() && !target.domainId().equals(target.domain().id)) {
      throw Refusals.refused(ProblemCode.TARGET_ID_DIFFERS, target.domain().id);
    }
    var to = node.stored.configs.computeIfAbsent(target.alias(), a -> new Config(a, target.domain().id, Config.Status.MIGRATING_TO, true,
        List.of(target.domain().url)));
    if (!to.status().mayBeMovedTo()) throw Refusals.refused(ProblemCode.TARGET_KNOWN, target.alias() + " is Inactive");
    next(1, 40, () -> {
      status(target.alias(), Config.Status.MIGRATING_TO);
      next(1, 40, () -> {
        status(source, Config.Status.VACATING);
        world.took(node.name, Change.SOURCE_VACATING, "");
        next(10, 500, this::connect);
      });
    });
  }

  private void status(String alias, Config.Status next) {
    node.stored.configs.computeIfPresent(alias, (a, c) -> c.with(next));
  }

  /** Shows among the connections, although nobody asked for it, and waits for the target without limit. */
  private void connect() {
    if (!target.domain().up()) {
      next(200, 900, this::connect);
      return;
    }
    if (!node.release.batches && world.chance.oneIn(100)) throw Refusals.later(ProblemCode.HALF_MOVED, "contact the operator (BROKEN_DOMAIN_MIGRATION)");
    node.join(target.alias(), target.domain());
    next(300, 8_000, this::connected);
  }

  private void connected() {
    if (!target.domain().up()) {
      next(200, 900, this::connected);
      return;
    }
    node.leave(target.alias());
    dropUnfinished();
    contracts();
  }

  /** What was unfinished on the source is lost here without a word: that is how ledgers fork. */
  private void dropUnfinished() {
    var from = node.stored.configs.get(source).domain();
    node.stored.dirty.removeIf(t -> t.domain.id.equals(from));
    node.stored.submissions.removeIf(t -> t.domain.id.equals(from));
  }

  private void contracts() {
    var from = node.stored.configs.get(source).domain();
    var here = new ArrayList<>(node.stored.contracts.entrySet().stream().filter(c -> c.getValue().equals(from)).map(c -> c.getKey()).toList());
    var some = node.release.batches ? here.subList(0, Math.min(BATCH, here.size())) : here;
    if (some.isEmpty()) {
      world.took(node.name, Change.CONTRACTS_MOVED, "");
      next(1, 60, this::finish);
      return;
    }
    next((int) each, (int) each, () -> {
      some.forEach(c -> node.stored.contracts.put(c, target.domain().id));
      contracts();
    });
  }

  private void finish() {
    status(target.alias(), Config.Status.ACTIVE);
    world.took(node.name, Change.TARGET_ACTIVE, "");
    next(1, 60, () -> {
      status(source, Config.Status.INACTIVE);
      world.took(node.name, Change.SOURCE_INACTIVE, "");
      next(1, 300, () -> end(Optional.empty()));
    });
  }
}
