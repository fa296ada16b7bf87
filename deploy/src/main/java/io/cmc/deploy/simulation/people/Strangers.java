// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.people;

import io.cmc.controller.migration.MigrationState;
import io.cmc.controller.migration.MigrationState.Underway;
import io.cmc.controller.migration.Standing;
import io.cmc.deploy.simulation.machine.Machine;
import io.cmc.deploy.simulation.time.Agenda;
import io.cmc.deploy.simulation.time.Chance;
import io.cmc.deploy.simulation.time.Entry;
import io.cmc.deploy.simulation.time.Tape;
import io.cmc.deploy.simulation.world.ModelParticipant;
import io.cmc.deploy.simulation.world.World;
import io.cmc.journey.Phase;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.MigrationPlan;
import io.cmc.proof.ResourceLimits;
import java.util.List;
import java.util.Optional;

/** Restarts, outages, and people who do not know that a migration is on. */
public final class Strangers {

  private final Machine machine;
  private final World world;
  private final Tape tape;
  private final MigrationPlan plan;
  private final Habits habits;

  /** @param most longest pause between two deeds, in milliseconds; 0: they do nothing */
  public record Habits(Agenda agenda, Chance chance, int most) {}

  public Strangers(Machine machine, World world, Tape tape, MigrationPlan plan, Habits habits) {
    this.machine = machine;
    this.world = world;
    this.tape = tape;
    this.plan = plan;
    this.habits = habits;
  }

  public void begin() {
    if (habits.most() > 0) habits.agenda().light(habits.chance().between(1_000, habits.most()), this::deed);
  }

  private void deed() {
    if (machine.faults().isCalm()) return;
    var chance = habits.chance();
    var someone = chance.of(List.copyOf(world.participants()));
    switch (chance.between(0, 9)) {
      case 0, 1, 2 -> restart(someone);
      case 3 -> outage(plan.source().id().value());
      case 4 -> outage(plan.target().id().value());
      case 5 -> disconnects(someone);
      case 6 -> connects(someone);
      case 7 -> reopens(someone);
      default -> world.traffic.someCommand();
    }
    habits.agenda().light(chance.between(1_000, habits.most()), this::deed);
  }

  private void restart(ModelParticipant someone) {
    if (!someone.up()) return;
    tape.say("somebody restarts " + someone.name);
    someone.restart(habits.chance().between(2_000, 60_000));
  }

  private void outage(String domain) {
    tape.say("outage of " + domain.split("::")[0]);
    world.interrupt(world.domain(domain), habits.chance().between(500, 60_000));
  }

  private void disconnects(ModelParticipant someone) {
    if (!during(Phase.PREFLIGHT, Phase.DRAIN) || !someone.up()) return;
    tape.say("somebody disconnects " + someone.name + " from the source");
    someone.disconnect(plan.source().alias().value());
  }

  /** At any time from the barrier that all have left on: a barrier, the step or whoever watches finds it. */
  private void connects(ModelParticipant someone) {
    if (!during(Phase.DISCONNECT, Phase.MOVE_CONTRACTS) || !someone.up() || someone.connectedTo(world.domain(plan.source().id().value()))) return;
    try {
      someone.connect(plan.source().alias().value());
      tape.add(new Entry.Meddled(someone.name, "connects"));
    } catch (RuntimeException refused) {
      tape.say("somebody would connect " + someone.name + " to the source, which is refused");
    }
  }

  /**
   * Behind a proved drain whoever watches finds it. Not while all drain where a release counts nothing: what is let in then and is still
   * in flight when they leave, nobody there can see.
   */
  private void reopens(ModelParticipant someone) {
    var draining = during(Phase.DRAIN, Phase.DRAIN) && !world.participants().stream().allMatch(p -> p.release.countsInFlight());
    if (plan.closing() != ClosingStrategy.PARTICIPANT_LIMITS || draining || !during(Phase.QUIESCE, Phase.VERIFY) || !someone.up() || someone.open()) return;
    tape.add(new Entry.Meddled(someone.name, "raises the limits of"));
    someone.limits(new ResourceLimits(Optional.of(77), Optional.of(77), someone.limits().maxBurstFactor()));
  }

  private boolean during(Phase first, Phase last) {
    return machine.streams().state() instanceof Underway u && u.mode() == MigrationState.Mode.FORWARD && phase(u).compareTo(first) >= 0
        && phase(u).compareTo(last) <= 0;
  }

  private static Phase phase(Underway u) {
    return switch (u.standing()) {
      case Standing.Going g -> g.stage().phase();
      case Standing.Looking l -> l.stage().phase();
      case Standing.OnDomains d -> Phase.ABORT;
      case Standing.AtGate g -> Phase.ABORT;
      case Standing.Soaking s -> Phase.ABORT;
      case Standing.Between b -> Phase.ABORT;
    };
  }
}
