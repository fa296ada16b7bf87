// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import static io.cmc.controller.activity.Decision.accept;
import static io.cmc.controller.activity.Decision.refuse;

import io.cmc.command.ExcludeParticipant;
import io.cmc.controller.activity.Decision;
import io.cmc.controller.migration.MigrationState.Mode;
import io.cmc.controller.migration.MigrationState.Underway;
import io.cmc.controller.migration.Notes.Proposal;
import io.cmc.controller.migration.Standing.Going;
import io.cmc.controller.migration.Standing.Looking;
import io.cmc.event.MigrationEvent;
import io.cmc.event.MigrationEvent.ExcludedSentBack;
import io.cmc.event.MigrationEvent.ExclusionProposed;
import io.cmc.event.MigrationEvent.ParticipantExcluded;
import io.cmc.id.NodeName;
import io.cmc.journey.Stage;
import io.cmc.journey.WayBack;
import io.cmc.plan.ParticipantPlan;
import io.cmc.rejection.ProblemCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One that cannot come is left behind, by two people who were shown what that cuts off, and goes back once the others have left. */
final class Exclusions {
  private Exclusions() {}

  static Decision<MigrationEvent> exclude(MigrationState state, ExcludeParticipant c) {
    if (!(state instanceof Underway u) || u.mode() != Mode.FORWARD) return MigrationDecider.wrong("a migration on its way forward", state);
    if (u.notes().wayBack() != WayBack.FREE) {
      return refuse(ProblemCode.PAST_POINT_OF_NO_RETURN, "a migration before its first point of no return", Words.of(state));
    }
    if (!u.plan().names().contains(c.node())) return unknown(u, c.node());
    if (u.plan().names().size() == 1) return refuse(ProblemCode.LAST_PARTICIPANT, "somebody left without " + c.node(), "nobody");
    return propose(u, c);
  }

  private static Decision<MigrationEvent> unknown(Underway u, NodeName node) {
    var gone = u.plan().aside().stream().anyMatch(p -> p.name().equals(node));
    return gone ? Decision.nothing() : refuse(ProblemCode.PARTICIPANT_NOT_FOUND, "one of " + u.plan().names(), node.value());
  }

  private static Decision<MigrationEvent> propose(Underway u, ExcludeParticipant c) {
    var at = c.by().at();
    var before = Optional.ofNullable(u.notes().fleet().proposed().get(c.node()));
    var who = c.by().actor().subject();
    if (before.isEmpty() || !before.get().shown().equals(c.shown())) {
      return accept(List.of(new ExclusionProposed(c.migration(), c.node(), c.shown(), who, at)));
    }
    if (before.get().proposer().equals(who)) {
      return refuse(ProblemCode.SECOND_PERSON_NEEDED, "somebody else to agree", "the one who proposed it");
    }
    return accept(new Advance(u, at).add(new ParticipantExcluded(c.migration(), c.node(), at)).on());
  }

  static Underway proposed(Underway u, ExclusionProposed e) {
    var all = new TreeMap<>(u.notes().fleet().proposed());
    all.put(e.participant(), new Proposal(e.shown(), e.proposer()));
    var f = u.notes().fleet();
    return u.with(u.notes().with(new Notes.Fleet(f.blocked(), f.parked(), all, f.sentBack())));
  }

  static Underway excluded(Underway u, ParticipantExcluded e) {
    var node = Set.of(e.participant());
    var f = u.notes().fleet();
    var proposed = new TreeMap<>(f.proposed());
    proposed.remove(e.participant());
    var fleet = new Notes.Fleet(Sets.minus(f.blocked(), node), Sets.minus(f.parked(), node), proposed, f.sentBack());
    return u.by(u.plan().without(e.participant())).with(without(u.standing(), node))
        .with(u.notes().with(fleet).with(without(u.notes().stops(), node)));
  }

  private static Standing without(Standing standing, Set<NodeName> node) {
    return switch (standing) {
      case Going g when Sets.minus(g.pending(), node).isEmpty() -> new Standing.Between();
      case Going g -> new Going(g.stage(), g.round(), Sets.minus(g.pending(), node));
      case Looking l -> new Looking(l.stage(), l.round(), Sets.minus(l.pending(), node), Sets.minus(l.fellBack(), node),
          Sets.minus(l.inFlight(), node));
      default -> standing;
    };
  }

  private static Stops without(Stops s, Set<NodeName> node) {
    var reconciling = s.reconciling().map(r -> new Stops.Reconciling(r.run(), r.cause(), Sets.minus(r.pending(), node),
        Sets.minus(r.differing(), node)));
    var foreign = new TreeMap<>(s.foreign());
    foreign.keySet().removeAll(node);
    return new Stops(s.held(), s.panicked(), reconciling, Sets.minus(s.differing(), node), foreign);
  }

  /** Not before all others are open elsewhere, or are back: who opens earlier could trade with those who drain, or whose contracts are compared. */
  static Optional<MigrationEvent> sendBack(Underway u, Instant at) {
    var names = u.plan().aside().stream().map(ParticipantPlan::name).toList();
    var waiting = Sets.minus(Sets.plus(Set.of(), names), u.notes().fleet().sentBack());
    if (waiting.isEmpty() || !othersAreDone(u)) return Optional.empty();
    return Optional.of(new ExcludedSentBack(u.plan().migration(), u.notes().firstRound(), List.copyOf(waiting), at));
  }

  private static boolean othersAreDone(Underway u) {
    return switch (u.mode()) {
      case CHECK -> false;
      case FORWARD -> u.notes().wayBack() == WayBack.FORWARD_ONLY;
      case BACK -> true;
      case RESTORE -> isPast(u, u.course().through(Stage.COMPARE_RESTORED));
    };
  }

  private static boolean isPast(Underway u, int leg) {
    return u.leg() > leg || u.leg() == leg && u.standing() instanceof Standing.Between;
  }

  static Underway sentBack(Underway u, ExcludedSentBack e) {
    return u.with(u.notes().with(u.notes().fleet().sentBack(Sets.plus(u.notes().fleet().sentBack(), e.participants()))));
  }
}
