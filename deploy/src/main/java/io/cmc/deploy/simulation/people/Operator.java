// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.people;

import io.cmc.controller.activity.Activity;
import io.cmc.controller.activity.Activity.Doing;
import io.cmc.controller.migration.MigrationState;
import io.cmc.controller.migration.MigrationState.Underway;
import io.cmc.controller.migration.Standing;
import io.cmc.controller.migration.Stops;
import io.cmc.controller.participant.Journey;
import io.cmc.controller.participant.Position;
import io.cmc.deploy.simulation.machine.Machine;
import io.cmc.deploy.simulation.time.Agenda;
import io.cmc.deploy.simulation.time.Chance;
import io.cmc.deploy.simulation.time.Tape;
import io.cmc.deploy.simulation.world.World;
import io.cmc.id.IncidentId;
import io.cmc.id.NodeName;
import io.cmc.journey.Assignment;
import io.cmc.journey.Confirmation;
import io.cmc.journey.IncidentDeed;
import io.cmc.journey.Phase;
import io.cmc.journey.WayBack;
import io.cmc.plan.Amendment;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.Pace;
import io.cmc.rejection.ProblemCode;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Looks now and then, gives every word that is waited for, mends and retries what is parked, and orders some things in between. */
public final class Operator {

  /** A check that plans of the simulation allow to waive. */
  public static final String WAIVABLE = "source-connected";

  private static final int PATIENCE = 5;
  /** What is tried some times; then all go back, as long as a way leads there. */
  private static final Set<ProblemCode> NOBODY_MENDS = EnumSet.of(ProblemCode.IN_FLIGHT_WORK, ProblemCode.CONTRACTS_DIFFER, ProblemCode.HALF_MOVED);

  private final Machine machine;
  private final Orders orders;
  private final Mending mending;
  private final World world;
  private final Temper temper;
  private final Optional<Approvers> approvers;
  private final Map<NodeName, Integer> retries = new HashMap<>();

  /**
   * @param reasons why a node's step is parked, from the events
   * @param words what a participant is said to have been left as, from the last difference that was found
   * @param wishes what else it shall come to
   */
  public record Temper(Agenda agenda, Chance chance, MigrationPlan plan, Function<NodeName, Optional<ProblemCode>> reasons,
      Function<NodeName, String> words, Wishes wishes) {}

  /** @param backAt virtual time from which all shall go back, freely or by the databases; empty for none @param panics whether panic is stopped for */
  public record Wishes(Optional<Long> backAt, boolean panics, boolean excludes, boolean meddles) {}

  public Operator(Machine machine, Orders orders, World world, Tape tape, Temper temper) {
    this.machine = machine;
    this.orders = orders;
    this.world = world;
    this.mending = new Mending(world, tape, temper.plan());
    this.temper = temper;
    this.approvers = temper.plan().terms().approvals().map(terms -> new Approvers(machine, orders, tape, temper.chance().another(), terms));
  }

  public void begin() {
    orders.plan();
    if (temper.chance().oneIn(4)) temper.agenda().actor(500, orders::check);
    temper.agenda().actor(temper.chance().between(1_000, 20_000), this::look);
  }

  private void look() {
    if (isOver()) return;
    approvers.ifPresent(Approvers::look);
    act();
    temper.agenda().actor(temper.chance().between(1_000, 20_000), this::look);
  }

  /** Ended, and who was excluded is back. */
  public boolean isOver() {
    return !(machine.streams().state() instanceof Underway) && machine.streams().state() instanceof MigrationState.Kept k
        && !(k instanceof MigrationState.Planned) && k.plan().aside().stream().allMatch(p -> isBack(p.name()));
  }

  private boolean isBack(NodeName node) {
    return !(machine.streams().journey(node) instanceof Journey.OnTheWay o)
        || o.position() instanceof Position.Returned || o.position() instanceof Position.Enrolled;
  }

  private boolean isUntouched(NodeName node) {
    return !(machine.streams().journey(node) instanceof Journey.OnTheWay o) || o.position() instanceof Position.Enrolled;
  }

  private void act() {
    switch (machine.streams().state()) {
      case MigrationState.Planned p -> orders.start();
      case Underway u -> underway(u);
      case MigrationState.Unplanned u -> { }
      default -> mendParked();
    }
  }

  private void underway(Underway u) {
    if (!machine.faults().isCalm()) whims(u);
    else if (u.notes().stops().any() && u.notes().stops().reconciling().isEmpty()) leaveStop(u.notes().stops());
    mendParked();
    if (!world.hooks()) attend();
    if (u.standing() instanceof Standing.Going g && g.stage().phase().compareTo(Phase.DRAIN) <= 0) temper.plan().names().forEach(this::connectIfLeft);
    backups();
    word(u.standing());
  }

  private void whims(Underway u) {
    var chance = temper.chance();
    if (u.notes().stops().any() && chance.oneIn(3)) leaveStop(u.notes().stops());
    else if (temper.wishes().panics() && chance.oneIn(40)) orders.panic();
    else if (temper.wishes().excludes() && chance.oneIn(20)) exclude(chance.of(temper.plan().names()));
    else if (temper.wishes().meddles() && chance.oneIn(20)) meddle(u);
    else if (chance.oneIn(60)) orders.hold();
    else if (chance.oneIn(60)) orders.release(chance.of(List.of(Phase.values())));
    else if (chance.oneIn(60)) orders.retry(chance.of(temper.plan().names()));
    else if (chance.oneIn(60)) orders.start();
    if (leavesSlowly() && chance.oneIn(4)) goBack(u);
    if (temper.wishes().backAt().filter(at -> at <= temper.agenda().now()).isPresent() && chance.oneIn(2)) goBack(u);
  }

  /** A call to leave the source is on its way, and may be for long. */
  private boolean leavesSlowly() {
    return temper.plan().names().stream().anyMatch(n -> doing(n).filter(d -> d.calling() && d.assignment() instanceof Assignment.LeaveSource).isPresent());
  }

  private void goBack(Underway u) {
    if (u.mode() != MigrationState.Mode.FORWARD) return;
    var turned = switch (u.notes().wayBack()) {
      case FREE -> orders.abort();
      case RESTORE_ALL -> orders.restore();
      case FORWARD_ONLY -> false;
    };
    if (turned) retries.clear();
  }

  /** Nobody who is open: until the others are away he could trade with them while they drain. */
  private void exclude(NodeName node) {
    var open = temper.plan().closing() == ClosingStrategy.PARTICIPANT_LIMITS && (!(machine.streams().journey(node) instanceof Journey.OnTheWay o)
        || o.position() instanceof Position.Enrolled || o.position() instanceof Position.Saved);
    if (!open) orders.exclude(node);
  }

  /** What differs is put right by hand first. */
  private void leaveStop(Stops stops) {
    var differ = new TreeSet<>(stops.differing());
    differ.addAll(stops.foreign().keySet());
    differ.forEach(n -> mending.asLeft(n, temper.words().apply(n)));
    if (!differ.isEmpty() && temper.chance().oneIn(8)) orders.accept();
    else orders.resume();
  }

  private void meddle(Underway u) {
    var chance = temper.chance();
    var node = chance.of(temper.plan().names());
    switch (chance.between(0, 4)) {
      case 0 -> orders.park(node);
      case 1 -> orders.waive(node, WAIVABLE);
      case 2 -> orders.reconcile();
      case 3 -> orders.amend(new Amendment(Optional.of(new Pace(chance.between(1, 32), 1, 1, chance.between(3, 6), Duration.ofMinutes(30),
          Duration.ofMinutes(30))), Optional.empty(), Optional.empty(), Map.of(), Map.of()));
      default -> u.notes().incidents().open().keySet().stream().findFirst()
          .ifPresent(id -> orders.handle(NodeName.DOMAINS, new IncidentId(id), chance.of(List.of(IncidentDeed.values()))));
    }
  }

  /** Where no hook does it. */
  private void attend() {
    for (var node : temper.plan().names()) {
      var assignment = doing(node).map(Doing::assignment);
      if (assignment.filter(Assignment.StopParticipant.class::isInstance).isPresent() && world.participant(node.value()).up()) mending.stop(node);
      if (assignment.filter(Assignment.StartParticipant.class::isInstance).isPresent() && !world.participant(node.value()).up()) mending.start(node);
    }
  }

  private void mendParked() {
    if (doing(NodeName.DOMAINS).filter(Doing::parked).isPresent()) mend(NodeName.DOMAINS);
    temper.plan().names().stream().filter(n -> doing(n).filter(Doing::parked).isPresent()).forEach(this::mend);
  }

  private void mend(NodeName node) {
    if (temper.chance().oneIn(2)) return;
    if (retries.getOrDefault(node, 0) > PATIENCE && machine.streams().state() instanceof Underway u) {
      goBack(u);
      return;
    }
    var why = temper.reasons().apply(node);
    if (doing(node).filter(d -> d.assignment() instanceof Assignment.BackUp).isPresent() && why.filter(c -> c == ProblemCode.BARRIER_BROKEN).isPresent()) {
      mending.forgetBackup(node);
    }
    if (isStopped(node)) mending.stop(node);
    else why.ifPresent(code -> mend(node, code));
    if (why.filter(NOBODY_MENDS::contains).isPresent()) retries.merge(node, 1, Integer::sum);
    orders.retry(node);
  }

  private void mend(NodeName node, ProblemCode code) {
    var atBarrier = code == ProblemCode.BARRIER_BROKEN && doing(node).filter(d -> d.assignment() instanceof Assignment.LookAgain).isPresent();
    if (atBarrier) mending.asExpected(node, ((Assignment.LookAgain) doing(node).get().assignment()).done());
    else mending.mend(node, code);
  }

  private boolean isStopped(NodeName node) {
    return !node.isDomains() && machine.streams().journey(node) instanceof Journey.OnTheWay o && o.position() instanceof Position.Stopped;
  }

  /**
   * After the end: participants that were restarted and connect only when told to are told to, and who was taken off by somebody before
   * the migration touched it is connected by its own people.
   */
  public void tidyUp() {
    temper.plan().names().stream().filter(this::isUntouched).forEach(mending::connect);
    mending.connectAll();
  }

  /** No way leads on, nor back. */
  public boolean hasGivenUp() {
    return retries.values().stream().anyMatch(n -> n > PATIENCE) && machine.streams().state() instanceof Underway u
        && (u.mode() != MigrationState.Mode.FORWARD || u.notes().wayBack() == WayBack.FORWARD_ONLY);
  }

  private void connectIfLeft(NodeName node) {
    if (temper.chance().oneIn(2)) mending.connect(node);
  }

  private void backups() {
    for (var participant : temper.plan().participants()) {
      var waits = participant.backup() == BackupStrategy.CONFIRM
          && doing(participant.name()).filter(d -> d.assignment() instanceof Assignment.BackUp && d.mode() == Doing.Mode.WAITING).isPresent();
      if (waits) {
        mending.backUp(participant.name());
        orders.confirmBackup(participant.name());
      }
      var lost = participant.backup() == BackupStrategy.CONFIRM
          && doing(participant.name()).filter(d -> d.assignment() instanceof Assignment.RestoreDatabase && d.mode() == Doing.Mode.WAITING).isPresent();
      if (lost) restored(participant.name());
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

  private void restored(NodeName node) {
    mending.restore(node);
    orders.confirmRestored(node);
  }
}
