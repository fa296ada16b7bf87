// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import io.cmc.access.OrderContext;
import io.cmc.approval.ApprovalTerms;
import io.cmc.approval.Consents;
import io.cmc.approval.Gate;
import io.cmc.approval.Missing;
import io.cmc.approval.Rule;
import io.cmc.controller.migration.MigrationState.Kept;
import io.cmc.controller.migration.MigrationState.Mode;
import io.cmc.controller.migration.MigrationState.Planned;
import io.cmc.controller.migration.MigrationState.Underway;
import io.cmc.event.ApprovalEvent.ApprovalsVoided;
import io.cmc.event.ApprovalEvent.CrossingAsked;
import io.cmc.event.ApprovalEvent.GateCrossed;
import io.cmc.event.MigrationEvent;
import io.cmc.journey.Phase;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a gate opens, and what it stood on. Looked at in the decision that lets the migration through, and at no other time. */
final class Crossing {
  private Crossing() {}

  static Optional<ApprovalTerms> terms(Kept kept) {
    return kept.plan().terms().approvals();
  }

  static Optional<Rule> rule(Kept kept, Gate gate) {
    return terms(kept).flatMap(t -> t.rule(gate));
  }

  /** @param asking who asks for the crossing just now */
  static Optional<Missing> missing(Kept kept, Gate gate, Optional<String> asking, Instant at) {
    return rule(kept, gate).flatMap(r -> kept.consents().missing(r, kept.plan().teams(), asking, at));
  }

  /** Why a migration is not started yet. */
  static Optional<Problem> keepsFromStarting(Planned p, OrderContext by) {
    var unsigned = p.consents().notSignedOff(terms(p).filter(ApprovalTerms::signOff).isPresent() ? p.plan().teams() : List.of());
    if (!unsigned.isEmpty()) return Optional.of(Problem.of(ProblemCode.SIGN_OFF_MISSING, "a sign-off by each team", "none by " + unsigned));
    return missing(p, Gate.START, by).map(m -> waits(m));
  }

  static Optional<Missing> missing(Kept kept, Gate gate, OrderContext by) {
    return missing(kept, gate, Optional.of(by.actor().subject()), by.at());
  }

  static Problem waits(Missing m) {
    return Problem.of(ProblemCode.APPROVALS_MISSING, "the approvals that the plan asks for at " + m.gate(), m + " missing");
  }

  /** What is written down when a gate that asks for approvals is passed; empty where none are asked for. */
  static List<MigrationEvent> crossed(Kept kept, Gate gate, Optional<String> asking, Instant at) {
    return rule(kept, gate).isEmpty() ? List.of()
        : List.of(new GateCrossed(kept.plan().migration(), gate, kept.consents().hash(), kept.consents().counting(gate, asking, at), at));
  }

  /** Before a phase: the gate that was not crossed yet, if the plan asks for approvals there. */
  static Optional<Gate> before(Underway u, Phase phase) {
    return u.mode() != Mode.FORWARD ? Optional.empty()
        : Gate.before(phase).filter(g -> rule(u, g).isPresent() && !u.notes().consents().hasCrossed(g));
  }

  /** Nothing where nobody is asked for anything. */
  static List<MigrationEvent> asks(Kept kept, Optional<Gate> gate, OrderContext by) {
    return asks(kept, gate, by.actor().subject(), by.at());
  }

  private static List<MigrationEvent> asks(Kept kept, Optional<Gate> gate, String who, Instant at) {
    var known = kept.consents().asked().contains(new Consents.Asked(gate, who));
    return terms(kept).isEmpty() || known ? List.of() : List.of(new CrossingAsked(kept.plan().migration(), gate, who, at));
  }

  /** The plan was changed, as this person wanted it. @param change in words; the same change gives the same hash */
  static List<MigrationEvent> changed(Kept kept, String change, String who, Instant at) {
    if (terms(kept).isEmpty()) return List.of();
    var all = new ArrayList<MigrationEvent>();
    all.add(new ApprovalsVoided(kept.plan().migration(), kept.consents().hash().after(change), at));
    all.addAll(asks(kept, Optional.empty(), who, at));
    return all;
  }
}
