// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.machine;

import io.cmc.deploy.simulation.time.Chance;
import io.cmc.deploy.simulation.world.Client.Mishap;
import io.cmc.deploy.simulation.world.Effect;
import java.util.List;

/**
 * How often what goes wrong, drawn anew for each run: some runs are calm, some are bad in one way, few in all. A test may say by itself
 * what happens to which call.
 */
public class Faults {

  private static final List<Mishap> ON_THE_WAY = List.of(Mishap.NOT_SENT, Mishap.NOT_SENT, Mishap.ANSWER_LOST, Mishap.ANSWER_LOST, Mishap.EFFECT_LATE,
      Mishap.NODE_DIES_BEFORE, Mishap.NODE_DIES_AFTER);

  private final Chance chance;
  private final double deaths;
  private final double freezes;
  private final double calls;
  private final double changes;
  private final double store;
  private final double turns;
  private final double stragglers;
  private boolean calm;

  public Faults(Chance chance) {
    this.chance = chance;
    this.deaths = rate(0.004);
    this.freezes = rate(0.002);
    this.calls = rate(0.008);
    this.changes = rate(0.12);
    this.store = rate(0.004);
    this.turns = 0.02 + chance.nextDouble() * 0.3;
    this.stragglers = rate(0.15);
  }

  private double rate(double most) {
    return chance.oneIn(3) ? 0 : most * chance.nextDouble();
  }

  /** From here on everything works. */
  public void calm() {
    calm = true;
  }

  public boolean isCalm() {
    return calm;
  }

  boolean dies() {
    return !calm && chance.happens(deaths);
  }

  boolean freezes() {
    return !calm && chance.happens(freezes);
  }

  boolean storeFails() {
    return !calm && chance.happens(store);
  }

  /** Whether others have their turn while this one waits for a moment. */
  protected boolean turns() {
    return chance.happens(turns);
  }

  /** What happens to a look of whoever compares and watches. */
  public Mishap glance(String node, String method) {
    return mishap(Effect.READ, node, method);
  }

  /** What happens to a call that is about to be made. */
  public Mishap mishap(Effect effect, String node, String method) {
    if (method.equals("disconnect") && !calm && chance.happens(stragglers)) return Mishap.EFFECT_BEHIND;
    if (calm || !chance.happens(effect == Effect.READ ? calls : changes)) return Mishap.NONE;
    return chance.of(ON_THE_WAY);
  }
}
