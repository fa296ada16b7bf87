// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import io.cmc.controller.activity.Activity;
import io.cmc.controller.activity.Activity.Doing;
import io.cmc.controller.migration.Leg.Barrier;
import io.cmc.controller.migration.Leg.Through;
import io.cmc.controller.migration.MigrationState.Mode;
import io.cmc.controller.migration.MigrationState.Underway;
import io.cmc.controller.migration.Standing.*;
import io.cmc.event.MigrationEvent;
import io.cmc.event.MigrationEvent.*;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.RequestId;
import io.cmc.journey.Assignment;
import io.cmc.journey.Phase;
import io.cmc.journey.PointOfNoReturn;
import io.cmc.journey.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Events of one decision in the making: what was decided, and then everything that follows until somebody has to answer. */
final class Advance {

  private final List<MigrationEvent> events = new ArrayList<>();
  private final Instant at;
  private MigrationState state;

  Advance(MigrationState state, Instant at) {
    this.state = state;
    this.at = at;
  }

  /** Adds an event and the incidents that it opens or closes. */
  Advance add(MigrationEvent event) {
    if (ends(event)) Incidents.close((Underway) state, code -> true, "the migration has ended", at).forEach(this::append);
    var before = state;
    append(event);
    if (state instanceof Underway u) Incidents.following(u, event).forEach(this::append);
    if (before instanceof Underway b && state instanceof Underway u) Stopping.following(b, u, event).forEach(this::add);
    return this;
  }

  Advance addAll(List<? extends MigrationEvent> more) {
    more.forEach(this::add);
    return this;
  }

  MigrationState state() {
    return state;
  }

  private static boolean ends(MigrationEvent event) {
    return switch (event) {
      case MigrationCompleted e -> true;
      case MigrationAborted e -> true;
      case MigrationRestored e -> true;
      case PreflightPassed e -> true;
      case PreflightBlocked e -> true;
      default -> false;
    };
  }

  private void append(MigrationEvent event) {
    events.add(event);
    state = MigrationEvolution.evolve(state, event);
  }

  Instant at() {
    return at;
  }

  /** Adds what follows by itself, and gives all. */
  List<MigrationEvent> on() {
    for (var next = next(); next.isPresent(); next = next()) add(next.get());
    return events;
  }

  private Optional<MigrationEvent> next() {
    return state instanceof Underway u ? next(u) : Optional.empty();
  }

  private Optional<MigrationEvent> next(Underway u) {
    var stopping = Stopping.next(u, at);
    if (stopping.isPresent()) return stopping;
    var sentBack = u.held() ? Optional.<MigrationEvent>empty() : Exclusions.sendBack(u, at);
    return sentBack.isPresent() ? sentBack : onCourse(u);
  }

  private Optional<MigrationEvent> onCourse(Underway u) {
    return switch (u.standing()) {
      case Between b -> u.held() ? Optional.empty() : Optional.of(between(u));
      case AtGate g when !u.held() && !shut(u, g.gate()) -> approved(u, g);
      case Looking l when l.pending().isEmpty() -> u.held() && (!l.allHold() || Again.isDue(u, l)) ? Optional.empty() : Optional.of(looked(u, l));
      case OnDomains d when d.activity() instanceof Activity.Idle -> Optional.of(requestOnDomains(u, d));
      default -> Optional.empty();
    };
  }

  /** It waits for approvals alone: with the last one it goes on, if it still may. */
  private Optional<MigrationEvent> approved(Underway u, AtGate g) {
    return Optional.of(enter(u, u.plan().migration(), g.gate())).filter(e -> !(e instanceof GateHeld));
  }

  private MigrationEvent between(Underway u) {
    var m = u.plan().migration();
    if (nobodyMoved(u)) return new PointOfNoReturnTakenBack(m, PointOfNoReturn.PNR_1, at);
    if (u.leg() + 1 == u.course().legs().size()) return end(u, m);
    var leg = u.course().legs().get(u.leg() + 1);
    if (u.phase().filter(p -> p != leg.phase()).isPresent()) return new PhaseEnded(m, u.phase().get(), at);
    return u.phase().isEmpty() ? enter(u, m, leg.phase()) : begin(u, m, leg);
  }

  private static boolean nobodyMoved(Underway u) {
    return u.mode() == Mode.RESTORE && u.leg() == u.course().through(Stage.SEE_UNMOVED) && u.notes().fleet().blocked().isEmpty();
  }

  private MigrationEvent end(Underway u, MigrationId m) {
    if (u.phase().isPresent()) return new PhaseEnded(m, u.phase().get(), at);
    return switch (u.mode()) {
      case FORWARD -> new MigrationCompleted(m, at);
      case BACK -> new MigrationAborted(m, at);
      case RESTORE -> new MigrationRestored(m, at);
      case CHECK -> u.notes().fleet().blocked().isEmpty()
          ? new PreflightPassed(m, u.notes().counts().runs(), at)
          : new PreflightBlocked(m, u.notes().counts().runs(), List.copyOf(u.notes().fleet().blocked()), at);
    };
  }

  private MigrationEvent enter(Underway u, MigrationId m, Phase phase) {
    if (phase == Phase.RETIRE && !u.notes().domains().soaked() && u.plan().soak().isPositive()) return new SoakBegan(m, at.plus(u.plan().soak()), at);
    if (shut(u, phase)) return new GateHeld(m, phase, at);
    var point = point(phase);
    var gate = Crossing.before(u, phase);
    if (gate.flatMap(g -> Crossing.missing(u, g, Optional.empty(), at)).isPresent()) return new GateHeld(m, phase, at);
    if (phase == Phase.MOVE_CONTRACTS && tooLate(u)) return new WindowTooShort(m, phase, u.plan().terms().window().get().until(), at);
    if (asksHooks(u)) return begin(u, m, u.course().legs().get(u.leg() + 1));
    if (gate.isPresent()) return Crossing.crossed(u, gate.get(), Optional.empty(), at).getFirst();
    if (point.isPresent() && u.notes().wayBack().ordinal() <= point.get().ordinal()) return new PointOfNoReturnCrossed(m, point.get(), at);
    return new PhaseBegan(m, phase, at);
  }

  /** Hooks are asked last, when nothing else is waited for: what they say is said of now. */
  private static boolean asksHooks(Underway u) {
    return u.course().legs().get(u.leg() + 1) instanceof Through t && t.stage().asksHooks();
  }

  /** Before the first point of no return, what is left of the window must do for the rest and the way back. */
  private boolean tooLate(Underway u) {
    return u.plan().terms().window().filter(w -> !w.enoughLeft(at)).isPresent();
  }

  private static boolean shut(Underway u, Phase phase) {
    return u.mode() == Mode.FORWARD && u.plan().holdBefore().contains(phase) && !u.notes().released().contains(phase);
  }

  private static Optional<PointOfNoReturn> point(Phase phase) {
    return switch (phase) {
      case MOVE_CONTRACTS -> Optional.of(PointOfNoReturn.PNR_1);
      case REOPEN -> Optional.of(PointOfNoReturn.PNR_2);
      default -> Optional.empty();
    };
  }

  private MigrationEvent begin(Underway u, MigrationId m, Leg leg) {
    return switch (leg) {
      case Barrier b -> new BarrierLookBegan(m, b.stage(), round(u, b.stage()), at);
      case Through t when t.stage().onParticipants() -> new StageBegan(m, t.stage(), first(u, t.stage()), binding(u), u.plan().names(), at);
      case Through t -> new StageBegan(m, t.stage(), first(u, t.stage()), binding(u), List.of(), at);
    };
  }

  private static boolean binding(Underway u) {
    return u.mode() != Mode.CHECK;
  }

  /** Checks may have been made before, on request: each time is a round of its own, or participants would take it for a repetition. */
  private static int first(Underway u, Stage stage) {
    if (stage.phase() != Phase.PREFLIGHT) return u.notes().firstRound();
    return u.mode() == Mode.CHECK ? u.notes().counts().runs() : u.notes().counts().runs() + 1;
  }

  private static int round(Underway u, Stage stage) {
    return u.notes().round(stage);
  }

  private MigrationEvent looked(Underway u, Looking l) {
    var m = u.plan().migration();
    if (Again.isDue(u, l)) return new DrainBeganAgain(m, u.notes().counts().pass() + 1, at);
    return l.fellBack().isEmpty()
        ? new BarrierPassed(m, l.stage().phase(), l.stage(), at)
        : new StageBegan(m, l.stage(), l.round() + 1, binding(u), List.copyOf(l.fellBack()), at);
  }

  private StepRequested requestOnDomains(Underway u, OnDomains d) {
    return request(u, d.stage(), d.round(), DomainSteps.first(u, d.stage()));
  }

  private StepRequested request(Underway u, Stage stage, int round, Assignment assignment) {
    var m = u.plan().migration();
    var id = new RequestId(m + "#" + (u.notes().counts().requests() + 1));
    return new StepRequested(m, NodeName.DOMAINS, id, stage, round, assignment, at);
  }

  /** Asks for the parked step on the domains anew. */
  Advance again(Doing parked) {
    return add(request((Underway) state, parked.stage(), parked.round(), parked.assignment()));
  }
}
