// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation;

import io.cmc.controller.migration.MigrationState;
import io.cmc.deploy.simulation.check.Before;
import io.cmc.deploy.simulation.check.Checker;
import io.cmc.deploy.simulation.machine.Faults;
import io.cmc.deploy.simulation.machine.Machine;
import io.cmc.deploy.simulation.machine.Parts;
import io.cmc.deploy.simulation.people.Operator;
import io.cmc.deploy.simulation.people.Orders;
import io.cmc.deploy.simulation.people.Strangers;
import io.cmc.deploy.simulation.time.Agenda;
import io.cmc.deploy.simulation.time.Chance;
import io.cmc.deploy.simulation.time.Entry;
import io.cmc.deploy.simulation.time.Tape;
import io.cmc.deploy.simulation.world.World;
import io.cmc.event.MigrationEvent.ForeignChangeSeen;
import io.cmc.event.MigrationEvent.ParticipantsReconciled;
import io.cmc.event.StepEvent.StepParked;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.SynchronizerAlias;
import io.cmc.journey.Sighting;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.TargetDomain;
import io.cmc.rejection.ProblemCode;
import java.util.Optional;

/** One whole migration with everything that follows from a seed: network, plan, faults, people. Runs on the caller's thread alone. */
public final class Simulation {

  private static final long MINUTE = 60_000;
  private static final long CALM_AFTER = 3 * 60 * MINUTE;
  private static final long MOST = 24 * 60 * MINUTE;

  private final Agenda agenda;
  private final Tape tape;
  private final Chance chance;
  private final World world;
  private final MigrationPlan plan;
  private final Before before;
  private final Faults faults;
  private final Machine machine;
  private final Parts parts;
  private final Operator operator;
  private final long begin;
  private final int from;

  private Simulation(long seed, Optional<Integer> participants, Parts parts) {
    this(new Chance(seed), new Agenda(), participants, parts);
  }

  private Simulation(Chance chance, Agenda agenda, Optional<Integer> participants, Parts parts) {
    this(new Network(chance, agenda, new Tape(agenda)), participants, parts);
  }

  private Simulation(Network network, Optional<Integer> participants, Parts parts) {
    this(network, new World(network.agenda(), network.chance().another(), network.tape()), participants, parts);
  }

  private Simulation(Network network, World world, Optional<Integer> participants, Parts parts) {
    this(network, world, new Scenario(network.chance().another(), world, participants).plan(), parts);
  }

  /** What outlives a migration. */
  private record Network(Chance chance, Agenda agenda, Tape tape) {}

  private Simulation(Network network, World world, MigrationPlan plan, Parts parts) {
    this.chance = network.chance();
    this.agenda = network.agenda();
    this.tape = network.tape();
    this.begin = agenda.now();
    this.from = tape.lines().size();
    this.parts = parts;
    this.world = world;
    this.plan = plan;
    this.before = Before.of(plan, world);
    this.faults = new Faults(chance.another());
    this.machine = new Machine(new Machine.Stage(agenda, chance.another(), tape, world, faults), parts, chance.between(1, 3));
    var orders = new Orders(machine, agenda, tape, plan);
    world.hooks(chance.nextBoolean());
    var backAt = chance.oneIn(3) ? Optional.of(begin + chance.between(1_000, 600_000)) : Optional.<Long>empty();
    var wishes = new Operator.Wishes(backAt, chance.oneIn(4), plan.keepSource() && chance.oneIn(2), chance.oneIn(3));
    this.operator = new Operator(machine, orders, world, tape, new Operator.Temper(agenda, chance.another(), plan, this::reason, this::leftAs, wishes));
    world.snapshots.leftOver("cmc-earlier-" + plan.names().getFirst(), plan.names().getFirst().value());
  }

  /** @param participants empty: as the seed has it */
  public static Outcome run(long seed, Optional<Integer> participants, Parts parts) {
    var first = new Simulation(seed, participants, parts);
    var outcome = first.run(seed);
    return first.isToBeTriedAgain(outcome) ? first.again().run(seed) : outcome;
  }

  /** Whoever went back may want to come another day. */
  private boolean isToBeTriedAgain(Outcome outcome) {
    return outcome.good() && (outcome.how().equals("ABORTED") || outcome.how().equals("RESTORED")) && chance.oneIn(4);
  }

  /** On the same network under another name, with an alias that was never used. */
  private Simulation again() {
    tape.say("a second migration");
    if (machine.streams().state() instanceof MigrationState.Restored) afresh();
    world.traffic.on();
    world.traffic.ingress(true);
    var to = plan.target();
    var other = new TargetDomain(new SynchronizerAlias(Scenario.TARGET + "-again"), to.id(), to.protocolVersion(), to.sequencers(), to.trustCollectionFile(),
        to.admin());
    return new Simulation(new Network(chance, agenda, tape), world, new MigrationPlan(new MigrationId("sim-again"), plan.source(), other,
        plan.participants(), plan.closing(), plan.verification(), plan.holdBefore(), plan.pace(), plan.soak(), plan.backupFolder(), plan.keepSource(),
        plan.furtherTerms(), Optional.empty()), parts);
  }

  /** What was let in on the target for the pings is lost; on one that was not set up afresh it would come back (docs/operating.md). */
  private void afresh() {
    world.traffic.onlyOn(world.domain(plan.source().id().value()));
    world.domain(plan.target().id().value()).anew();
  }

  private Outcome run(long seed) {
    var most = chance.oneIn(3) ? 0 : chance.between(20_000, 600_000);
    try {
      world.traffic.flow();
      new Strangers(machine, world, tape, plan, new Strangers.Habits(agenda, chance.another(), most)).begin();
      operator.begin();
      agenda.light(CALM_AFTER, faults::calm);
      agenda.run(() -> ended() || operator.hasGivenUp(), begin + MOST);
      settle();
      return verdict(seed);
    } catch (RuntimeException fault) {
      return new Outcome(seed, "FAULT", Optional.of("a fault of our own: " + fault), plan, tape, fault);
    }
  }

  private boolean ended() {
    return operator.isOver();
  }

  /** What is late comes, what is in flight ends, and nobody disturbs it. */
  private void settle() {
    faults.calm();
    world.traffic.off();
    agenda.run(() -> false, agenda.now() + 10 * MINUTE);
    if (!ended()) return;
    operator.tidyUp();
    agenda.run(() -> false, agenda.now() + MINUTE);
  }

  private Outcome verdict(long seed) {
    var checker = new Checker(before, from);
    return switch (machine.streams().state()) {
      case MigrationState.Completed c -> outcome(seed, "COMPLETED", checker.completed(tape).map(Checker.Finding::what));
      case MigrationState.Aborted a -> outcome(seed, "ABORTED", checker.aborted(tape).map(Checker.Finding::what));
      case MigrationState.Restored r -> outcome(seed, "RESTORED", checker.restored(tape).map(Checker.Finding::what));
      case MigrationState s -> standing(seed, s, checker);
    };
  }

  private Outcome standing(long seed, MigrationState state, Checker checker) {
    var why = plan.names().stream().flatMap(n -> reason(n).map(c -> n + " " + c).stream()).toList();
    var end = operator.hasGivenUp() ? Optional.<String>empty() : Optional.of("no end: " + where(state));
    return outcome(seed, "STANDING " + why, checker.standing(tape).map(Checker.Finding::what).or(() -> end));
  }

  private static String where(MigrationState state) {
    return state instanceof MigrationState.Underway u ? u.mode() + " " + u.standing() + " " + u.notes() : state.getClass().getSimpleName();
  }

  private Outcome outcome(long seed, String how, Optional<String> broken) {
    return new Outcome(seed, how, broken, plan, tape, null);
  }

  private String leftAs(NodeName node) {
    var lines = tape.lines();
    for (int i = lines.size() - 1; i >= 0; i--) {
      switch (lines.get(i).entry()) {
        case Entry.Stored(ForeignChangeSeen e) when e.participant().equals(node) -> {
          return e.recorded();
        }
        case Entry.Stored(ParticipantsReconciled e) when differs(e, node).isPresent() -> {
          return differs(e, node).get().recorded();
        }
        default -> { }
      }
    }
    return "";
  }

  private static Optional<Sighting> differs(ParticipantsReconciled e, NodeName node) {
    return e.sightings().stream().filter(s -> s.node().equals(node) && s.kind() == Sighting.Kind.DIFFERS).findFirst();
  }

  private Optional<ProblemCode> reason(NodeName node) {
    var lines = tape.lines();
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (lines.get(i).entry() instanceof Entry.Stored(StepParked e) && e.node().equals(node)) return Optional.of(e.problem().code());
    }
    return Optional.empty();
  }
}
