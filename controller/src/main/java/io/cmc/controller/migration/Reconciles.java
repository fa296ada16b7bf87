// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import static io.cmc.controller.activity.Decision.accept;
import static io.cmc.controller.activity.Decision.nothing;
import static io.cmc.controller.activity.Decision.refuse;

import io.cmc.command.AcceptDifferences;
import io.cmc.command.BeginReconcile;
import io.cmc.command.NoteForeignChange;
import io.cmc.command.ReconcileMigration;
import io.cmc.command.RecordSightings;
import io.cmc.controller.activity.Decision;
import io.cmc.controller.migration.MigrationState.Mode;
import io.cmc.controller.migration.MigrationState.Underway;
import io.cmc.controller.migration.Stops.Reconciling;
import io.cmc.event.ApprovalEvent.DeedProposed;
import io.cmc.event.MigrationEvent.DifferencesAccepted;
import io.cmc.event.MigrationEvent.ForeignChangeSeen;
import io.cmc.event.MigrationEvent.MigrationResumed;
import io.cmc.event.MigrationEvent.ParticipantsReconciled;
import io.cmc.event.MigrationEvent.ReconcileBegan;
import io.cmc.event.MigrationEvent;
import io.cmc.id.NodeName;
import io.cmc.journey.ReconcileCause;
import io.cmc.journey.Sighting;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Comparing the participants with what is recorded of them: shown and held, never acted on by itself. */
final class Reconciles {
  private Reconciles() {}

  static Decision<MigrationEvent> order(MigrationState state, ReconcileMigration c) {
    if (!(state instanceof Underway u) || u.mode() == Mode.CHECK) return MigrationDecider.wrong("a migration that was started and has not ended", state);
    if (u.notes().stops().reconciling().isPresent()) return nothing();
    return accept(new Advance(u, c.by().at()).add(began(u, ReconcileCause.ORDER, c.by().at())).on());
  }

  /** What only checks changes nothing that could differ. */
  static Decision<MigrationEvent> begin(MigrationState state, BeginReconcile c) {
    if (!(state instanceof Underway u) || u.mode() == Mode.CHECK || u.notes().stops().reconciling().isPresent()) return nothing();
    return accept(new Advance(u, c.at()).add(began(u, c.cause(), c.at())).on());
  }

  static ReconcileBegan began(Underway u, ReconcileCause cause, Instant at) {
    return new ReconcileBegan(u.plan().migration(), u.notes().counts().reconciles() + 1, cause, u.plan().names(), at);
  }

  static Decision<MigrationEvent> record(MigrationState state, RecordSightings c) {
    if (!(state instanceof Underway u)) return nothing();
    var pending = u.notes().stops().reconciling().filter(r -> r.run() == c.run()).map(Reconciling::pending).orElse(Set.of());
    var seen = c.sightings().stream().filter(s -> pending.contains(s.node())).toList();
    if (seen.isEmpty()) return nothing();
    return accept(new Advance(u, c.at()).add(new ParticipantsReconciled(c.migration(), c.run(), seen, c.at())).on());
  }

  static Decision<MigrationEvent> note(MigrationState state, NoteForeignChange c) {
    if (!(state instanceof Underway u) || u.mode() == Mode.CHECK || !c.node().isDomains() && !u.plan().names().contains(c.node())) return nothing();
    if (c.found().equals(u.notes().stops().foreign().get(c.node()))) return nothing();
    return accept(new Advance(u, c.at()).add(new ForeignChangeSeen(c.migration(), c.node(), c.recorded(), c.found(), c.at())).on());
  }

  static Decision<MigrationEvent> accepted(MigrationState state, AcceptDifferences c) {
    if (!(state instanceof Underway u)) return MigrationDecider.wrong("a migration under way", state);
    var stops = u.notes().stops();
    if (stops.reconciling().isPresent()) return refuse(ProblemCode.RECONCILING, "a comparison that has ended", Words.of(state));
    Set<NodeName> nodes = Sets.plus(stops.differing(), stops.foreign().keySet());
    if (nodes.isEmpty()) return refuse(ProblemCode.WRONG_PHASE, "differences that were found", "none");
    var two = TwoPeople.accept(u, nodes.toString());
    if (TwoPeople.asked(u) && two.isNew(u)) {
      return accept(List.of(new DeedProposed(c.migration(), two.deed(), two.about(), two.shown(), c.by().actor().subject(), c.by().at())));
    }
    var objection = TwoPeople.asked(u) ? two.objection(u, c.by()) : Optional.<Problem>empty();
    return objection.<Decision<MigrationEvent>>map(Decision.Refused::new).orElseGet(() -> accepted(u, c, nodes));
  }

  private static Decision<MigrationEvent> accepted(Underway u, AcceptDifferences c, Set<NodeName> nodes) {
    var stops = u.notes().stops();
    var all = new Advance(u, c.by().at()).add(new DifferencesAccepted(c.migration(), List.copyOf(nodes), c.by().at()));
    if (stops.held()) all.add(new MigrationResumed(c.migration(), c.by().at()));
    return accept((stops.panicked() ? all.add(began(u, ReconcileCause.PANIC, c.by().at())) : all).on());
  }

  static Underway seen(Underway u, Reconciling r, ParticipantsReconciled e) {
    var differing = new TreeSet<>(r.differing());
    e.sightings().stream().filter(s -> s.kind() == Sighting.Kind.DIFFERS).map(Sighting::node).forEach(differing::add);
    var pending = Sets.minus(r.pending(), e.sightings().stream().map(Sighting::node).toList());
    return u.with(u.notes().stops().with(new Reconciling(r.run(), r.cause(), pending, differing)));
  }

  static Underway begun(Underway u, ReconcileBegan e) {
    var c = u.notes().counts();
    var counted = u.with(u.notes().with(new Notes.Counts(c.runs(), c.requests(), e.run(), c.pass(), c.spoiled())));
    return counted.with(counted.notes().stops().with(new Reconciling(e.run(), e.cause(), new TreeSet<>(e.participants()), Set.of())));
  }
}
