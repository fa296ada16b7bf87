// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.people;

import io.cmc.controller.activity.Activity;
import io.cmc.controller.activity.Activity.Doing;
import io.cmc.controller.migration.MigrationState;
import io.cmc.controller.migration.MigrationState.Underway;
import io.cmc.controller.migration.Standing;
import io.cmc.controller.participant.Journey;
import io.cmc.deploy.simulation.machine.Machine;
import io.cmc.deploy.simulation.time.Agenda;
import io.cmc.deploy.simulation.time.Chance;
import io.cmc.deploy.simulation.time.Tape;
import io.cmc.deploy.simulation.world.World;
import io.cmc.id.NodeName;
import io.cmc.journey.Assignment;
import io.cmc.journey.Confirmation;
import io.cmc.journey.Phase;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.MigrationPlan;
import io.cmc.rejection.ProblemCode;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Looks now and then, gives every word that is waited for, mends and retries what is parked, and orders some things in between. */
public final class Operator {

  private static final int PATIENCE = 5;
  /** What is tried some times and then left to stand, because no way leads on from it yet. */
  private static final Set<ProblemCode> NOBODY_MENDS = EnumSet.of(ProblemCode.IN_FLIGHT_WORK);

  private final Machine machine;
  private final Orders orders;
  private final Mending mending;
  private final World world;
  private final Temper temper;
  private final Map<NodeName, Integer> retries = new HashMap<>();

  /**
   * @param reasons why a node's step is parked, from the events
   * @param abortAt virtual time of an abort; empty for none
   */
  public record Temper(Agenda agenda, Chance chance, MigrationPlan plan, Function<NodeName, Optional<ProblemCode>> reasons, Optional<Long> abortAt) {}

  public Operator(Machine machine, Orders orders, World world, Tape tape, Temper temper) {
    this.machine = machine;
    this.orders = orders;
    this.world = world;
    this.mending = new Mending(world, tape, temper.plan());
    this.temper = temper;
  }

  public void begin() {
    orders.plan();
    if (temper.chance().oneIn(4)) temper.agenda().actor(500, orders::check);
    temper.agenda().actor(temper.chance().between(1_000, 20_000), this::look);
  }

  private void look() {
    if (machine.streams().state() instanceof MigrationState.Completed || machine.streams().state() instanceof MigrationState.Aborted) return;
    act();
    temper.agenda().actor(temper.chance().between(1_000, 20_000), this::look);
  }

  private void act() {
    switch (machine.streams().state()) {
      case MigrationState.Planned p -> orders.start();
      case Underway u -> underway(u);
      default -> { }
    }
  }

  private void underway(Underway u) {
    if (!machine.faults().isCalm()) whims(u);
    else if (u.notes().stops().held()) orders.resume();
    mendParked();
    if (u.standing() instanceof Standing.Going g && g.stage().phase().compareTo(Phase.DRAIN) <= 0) temper.plan().names().forEach(this::connectIfLeft);
    backups();
    word(u.standing());
  }

  private void whims(Underway u) {
    var chance = temper.chance();
    if (u.notes().stops().held() && chance.oneIn(3)) orders.resume();
    else if (chance.oneIn(60)) orders.hold();
    else if (chance.oneIn(60)) orders.release(chance.of(List.of(Phase.values())));
    else if (chance.oneIn(60)) orders.retry(chance.of(temper.plan().names()));
    else if (chance.oneIn(60)) orders.start();
    if (temper.abortAt().filter(at -> at <= temper.agenda().now()).isPresent() && u.mode() == MigrationState.Mode.FORWARD && chance.oneIn(2)) orders.abort();
  }

  private void mendParked() {
    if (doing(NodeName.DOMAINS).filter(Doing::parked).isPresent()) mend(NodeName.DOMAINS);
    temper.plan().names().stream().filter(n -> doing(n).filter(Doing::parked).isPresent()).forEach(this::mend);
  }

  private void mend(NodeName node) {
    if (temper.chance().oneIn(2)) return;
    if (retries.getOrDefault(node, 0) > PATIENCE) return;
    var why = temper.reasons().apply(node);
    why.ifPresent(code -> mending.mend(node, code));
    if (why.filter(NOBODY_MENDS::contains).isPresent()) retries.merge(node, 1, Integer::sum);
    orders.retry(node);
  }

  /** After the end: participants that were restarted and connect only when told to are told to. */
  public void tidyUp() {
    mending.connectAll();
  }

  public boolean hasGivenUp() {
    return retries.values().stream().anyMatch(n -> n > PATIENCE);
  }

  private void connectIfLeft(NodeName node) {
    if (temper.chance().oneIn(2)) mending.connect(node);
  }

  private void backups() {
    for (var participant : temper.plan().participants()) {
      var waits = participant.backup() == BackupStrategy.CONFIRM
          && doing(participant.name()).filter(d -> d.assignment() instanceof Assignment.BackUp && d.mode() == Doing.Mode.WAITING).isPresent();
      if (waits) orders.confirmBackup(participant.name());
    }
  }

  private void word(Standing standing) {
    switch (standing) {
      case Standing.AtGate g -> orders.release(g.gate());
      case Standing.Soaking s when temper.chance().oneIn(40) -> orders.retire();
      case Standing.OnDomains(var stage, var round, Doing d) when d.mode() != Doing.Mode.PARKED -> confirm(d.assignment());
      default -> { }
    }
  }

  private void confirm(Assignment assignment) {
    switch (assignment) {
      case Assignment.ConfirmClosed a -> {
        world.traffic.ingress(false);
        orders.confirm(Confirmation.INGRESS_CLOSED);
      }
      case Assignment.ConfirmOpen a -> {
        if (orders.confirm(Confirmation.INGRESS_OPEN)) world.traffic.ingress(true);
      }
      case Assignment.BackUpSource a when temper.plan().source().backup() == BackupStrategy.CONFIRM -> orders.confirm(Confirmation.BACKUP_TAKEN);
      case Assignment.RetireSource a -> {
        world.retire(mending.source());
        if (temper.chance().nextBoolean() || temper.plan().source().admin().isEmpty()) orders.confirm(Confirmation.SOURCE_STOPPED);
      }
      default -> { }
    }
  }

  private Optional<Doing> doing(NodeName node) {
    Activity activity = new Activity.Idle();
    if (node.isDomains() && machine.streams().state() instanceof Underway u && u.standing() instanceof Standing.OnDomains d) activity = d.activity();
    if (!node.isDomains() && machine.streams().journey(node) instanceof Journey.OnTheWay o) activity = o.activity();
    return activity instanceof Doing d ? Optional.of(d) : Optional.empty();
  }
}
