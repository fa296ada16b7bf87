// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import static io.cmc.controller.activity.Decision.accept;
import static io.cmc.controller.activity.Decision.nothing;
import static io.cmc.controller.activity.Decision.refuse;

import io.cmc.access.Role;
import io.cmc.approval.Approval;
import io.cmc.approval.Gate;
import io.cmc.approval.Rule;
import io.cmc.approval.Scope;
import io.cmc.approval.WhyRevoked;
import io.cmc.command.ApproveMigration;
import io.cmc.command.NoteDeadline;
import io.cmc.command.NoteGrants;
import io.cmc.command.RevokeApproval;
import io.cmc.controller.activity.Decision;
import io.cmc.controller.migration.MigrationState.Ended;
import io.cmc.controller.migration.MigrationState.Kept;
import io.cmc.controller.migration.MigrationState.Mode;
import io.cmc.controller.migration.MigrationState.Planned;
import io.cmc.controller.migration.MigrationState.Underway;
import io.cmc.event.ApprovalEvent.ApprovalExpired;
import io.cmc.event.ApprovalEvent.ApprovalGiven;
import io.cmc.event.ApprovalEvent.ApprovalRevoked;
import io.cmc.event.MigrationEvent;
import io.cmc.rejection.ProblemCode;
import java.util.List;
import java.util.Optional;

/** Approvals that are given, taken back, or run out: each by somebody who did not ask, about the plan as it is, for a time. */
final class Approving {
  private Approving() {}

  static Decision<MigrationEvent> approve(MigrationState state, ApproveMigration c) {
    if (!(state instanceof Kept k) || isOver(k)) return MigrationDecider.wrong("a migration that was planned and goes forward", state);
    var rule = Crossing.rule(k, c.gate()).filter(r -> !isBehind(k, c.gate()));
    if (rule.isEmpty()) return refuse(ProblemCode.NO_APPROVAL_ASKED, "a gate that waits for approvals", c.gate().name());
    if (!k.consents().hash().equals(c.hash())) {
      return refuse(ProblemCode.PLAN_CHANGED, "the hash of the plan as it is, " + k.consents().hash(), "hash " + c.hash());
    }
    if (k.consents().spent().contains(c.by().idempotencyKey())) return nothing();
    if (k.consents().askedFor(c.gate(), c.by().actor().subject())) {
      return refuse(ProblemCode.OWN_REQUEST, "somebody who did not ask for it", c.by().actor().name());
    }
    return give(k, rule.get(), c);
  }

  private static Decision<MigrationEvent> give(Kept k, Rule rule, ApproveMigration c) {
    var actor = c.by().actor();
    var team = team(k, rule, c);
    if (rule.scope() == Scope.EACH_TEAM && !k.plan().teams().contains(team.orElse("?"))) {
      return refuse(ProblemCode.NOT_AN_APPROVER, "one of the teams " + k.plan().teams() + " that is spoken for", team.orElse("none named"));
    }
    if (!rule.heldBy(actor.grants(), team, k.plan().teams())) {
      return refuse(ProblemCode.NOT_AN_APPROVER, rule.role() + " for " + team.map(t -> "team " + t).orElse("all teams " + k.plan().teams()),
          actor.name() + " without it");
    }
    var at = c.by().at();
    var approval = new Approval(c.gate(), c.hash(), team, actor.subject(), actor.name(), c.by().idempotencyKey(), at, at.plus(rule.goodFor()));
    return accept(new Advance(k, at).add(new ApprovalGiven(c.migration(), approval, at)).on());
  }

  /** A person speaks for one team at a gate; where it can be only one it need not be named. */
  private static Optional<String> team(Kept k, Rule rule, ApproveMigration c) {
    if (rule.scope() == Scope.ALL_TEAMS) return Optional.empty();
    if (!c.team().isEmpty()) return Optional.of(c.team());
    var theirs = k.plan().teams().stream().filter(t -> c.by().actor().grants().has(rule.role(), t)).toList();
    return theirs.size() == 1 ? Optional.of(theirs.getFirst()) : Optional.empty();
  }

  /** Aborted and restored migrations pass no gate any more. */
  static boolean isOver(Kept k) {
    return switch (k) {
      case Planned p -> false;
      case Underway u -> u.mode() == Mode.BACK || u.mode() == Mode.RESTORE;
      default -> true;
    };
  }

  static boolean isBehind(Kept k, Gate gate) {
    return k.consents().hasCrossed(gate) || gate == Gate.START && k instanceof Underway u && u.mode() != Mode.CHECK;
  }

  static Decision<MigrationEvent> revoke(MigrationState state, RevokeApproval c) {
    if (!(state instanceof Kept k) || k instanceof Ended) return MigrationDecider.wrong("a migration that was planned and has not ended", state);
    var actor = c.by().actor();
    var whose = c.subject().isEmpty() ? actor.subject() : c.subject();
    if (!whose.equals(actor.subject()) && !actor.grants().hasEverywhere(Role.ADMIN)) {
      return refuse(ProblemCode.NOT_AN_APPROVER, "who gave it, or " + Role.ADMIN, actor.name());
    }
    if (k.consents().of(c.gate(), whose).isEmpty() || isBehind(k, c.gate())) {
      return refuse(ProblemCode.APPROVAL_NOT_FOUND, "an approval of " + whose + " at " + c.gate() + " that is not used", "none");
    }
    var why = whose.equals(actor.subject()) ? WhyRevoked.BY_GIVER : WhyRevoked.BY_ADMIN;
    return accept(List.of(new ApprovalRevoked(c.migration(), c.gate(), whose, why, c.by().at())));
  }

  /** What somebody approved while holding a role counts only while the role is held, as far as it is known. */
  static Decision<MigrationEvent> note(MigrationState state, NoteGrants c) {
    if (!(state instanceof Kept k) || k instanceof Ended) return nothing();
    return accept(k.consents().standing().stream().filter(a -> a.subject().equals(c.subject()) && !isBehind(k, a.gate()))
        .filter(a -> Crossing.rule(k, a.gate()).filter(r -> r.heldBy(c.grants(), a.team(), k.plan().teams())).isEmpty())
        .map(a -> new ApprovalRevoked(c.migration(), a.gate(), a.subject(), WhyRevoked.ROLE_LOST, c.at())).toList());
  }

  /** Everything whose time is over, whichever timer says so. */
  static Decision<MigrationEvent> expire(Kept k, NoteDeadline c) {
    return accept(k.consents().standing().stream().filter(a -> !c.at().isBefore(a.until()) && !isBehind(k, a.gate()))
        .map(a -> new ApprovalExpired(c.migration(), a.gate(), a.subject(), c.at())).toList());
  }
}
