// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.contract;

import io.cmc.deploy.simulation.contract.Setting.Longs;
import io.cmc.deploy.simulation.contract.Setting.Member;
import io.cmc.deploy.simulation.time.Chance;
import io.cmc.deploy.simulation.world.Client.Mishap;
import io.cmc.deploy.simulation.world.Release;
import io.cmc.journey.Phase;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Histories that follow from a seed. No node dies in them: whether it is back at the next attempt depends on the product's jitter, which
 * is its own chance.
 */
final class Seeded {

  private static final List<String> METHODS = List.of("setLimits", "setConnectsManually", "disconnect", "take", "migrate", "connect", "ping", "stop",
      "restore", "start");
  private static final List<Phase> GATES = List.of(Phase.QUIESCE, Phase.DRAIN, Phase.DISCONNECT, Phase.BACK_UP, Phase.MOVE_CONTRACTS, Phase.VERIFY);
  private static final List<Mishap> MISHAPS = List.of(Mishap.NOT_SENT, Mishap.ANSWER_LOST, Mishap.EFFECT_LATE);

  private final Chance chance;

  private Seeded(long seed) {
    this.chance = new Chance(seed).another();
  }

  static History history(long seed) {
    return new Seeded(seed).draw(seed);
  }

  private History draw(long seed) {
    var setting = setting();
    var history = History.of("seed-" + seed, setting).byWhim(seed);
    for (int i = chance.between(0, 6); i > 0; i--) history = fault(history, node(setting));
    if (chance.nextBoolean()) return history;
    return history.during(node(setting), chance.of(METHODS.subList(0, 6)), chance.between(1, 2), interruption());
  }

  private String node(Setting setting) {
    return chance.of(setting.members()).name();
  }

  /** Often more than one call in a row, so that steps are parked. */
  private History fault(History history, String node) {
    var method = chance.of(METHODS);
    var first = chance.between(1, 2);
    var mishap = chance.of(MISHAPS);
    var next = history;
    for (int i = first; i <= first + chance.between(0, 3); i++) next = next.fault(node, method, mishap, i);
    return next;
  }

  private Consumer<Theatre> interruption() {
    return chance.oneIn(5) ? Deeds.abort() : chance.nextBoolean() ? Deeds.hold() : Deeds.panic();
  }

  private Setting setting() {
    var members = new ArrayList<Member>();
    for (var m : Setting.of(chance.between(1, 3)).members()) {
      members.add(new Member(m.name(), chance.of(List.of(Release.values())), chance.of(List.of(BackupStrategy.values())), false));
    }
    var gates = GATES.stream().filter(g -> chance.oneIn(3)).toArray(Phase[]::new);
    var longs = new Longs(chance.oneIn(3), chance.nextBoolean(), Duration.ZERO, chance.nextBoolean());
    return new Setting(members, chance.of(List.of(ClosingStrategy.values())), Set.of(gates), Setting.pace(1, chance.between(1, 3)),
        chance.nextBoolean(), longs, Set.of());
  }
}
