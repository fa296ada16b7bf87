// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.machine;

import io.cmc.controller.migration.Deadlines;
import io.cmc.deploy.simulation.time.Agenda;
import io.cmc.deploy.simulation.time.Chance;
import io.cmc.journey.Phase;
import java.time.Duration;
import java.time.Instant;

/** Timers that outlive every instance; they ring late, and sometimes twice. */
final class Timers {

  /** Whom a timer rings for. */
  interface Bell {
    void ring(String name, String key);
  }

  private final Agenda agenda;
  private final Chance chance;
  private final Bell bell;
  private int reminders;

  Timers(Agenda agenda, Chance chance, Bell bell) {
    this.agenda = agenda;
    this.chance = chance;
    this.bell = bell;
  }

  void remind(Phase phase, Duration after) {
    var mine = ++reminders;
    agenda.actor(after.toMillis() + chance.between(0, 2_000), () -> {
      if (mine == reminders || chance.oneIn(20)) bell.ring(Deadlines.PHASE_OVERDUE, phase.name());
    });
  }

  void forget() {
    reminders++;
  }

  /** It tells by itself whether anything ran out: one that comes when all is over finds nothing. */
  void alarm(String name, Instant until) {
    agenda.actor(Math.max(0, until.toEpochMilli() - agenda.now()) + chance.between(0, 2_000), () -> bell.ring(name, ""));
  }

  void soak(Instant until) {
    var after = Math.max(0, until.toEpochMilli() - agenda.now());
    agenda.actor(after + chance.between(0, 2_000), () -> bell.ring(Deadlines.SOAK_OVER, ""));
    if (chance.oneIn(5)) agenda.actor(after + chance.between(0, 30_000), () -> bell.ring(Deadlines.SOAK_OVER, ""));
  }
}
