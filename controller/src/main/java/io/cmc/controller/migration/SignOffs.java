// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import static io.cmc.controller.activity.Decision.accept;
import static io.cmc.controller.activity.Decision.nothing;
import static io.cmc.controller.activity.Decision.refuse;

import io.cmc.access.Actor;
import io.cmc.access.Role;
import io.cmc.approval.ApprovalTerms;
import io.cmc.command.SignOff;
import io.cmc.command.WithdrawSignOff;
import io.cmc.controller.activity.Decision;
import io.cmc.controller.migration.MigrationState.Kept;
import io.cmc.controller.migration.MigrationState.Mode;
import io.cmc.controller.migration.MigrationState.Planned;
import io.cmc.controller.migration.MigrationState.Underway;
import io.cmc.event.ApprovalEvent.SignOffWithdrawn;
import io.cmc.event.ApprovalEvent.TeamSignedOff;
import io.cmc.event.MigrationEvent;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.util.List;
import java.util.Optional;

/** Each team says of its own participants that they are ready; until the start it may think otherwise. */
final class SignOffs {
  private SignOffs() {}

  static Decision<MigrationEvent> sign(MigrationState state, SignOff c) {
    var objection = objection(state, c.team(), c.by().actor());
    if (objection.isPresent()) return new Decision.Refused<>(objection.get());
    var k = (Kept) state;
    if (!k.hash().equals(c.hash())) return refuse(ProblemCode.PLAN_CHANGED, "the hash of the kept plan, " + k.hash(), "hash " + c.hash());
    if (k.consents().signedOff().containsKey(c.team())) return nothing();
    var actor = c.by().actor();
    return accept(List.of(new TeamSignedOff(c.migration(), c.team(), c.hash(), actor.subject(), actor.name(), c.by().at())));
  }

  static Decision<MigrationEvent> withdraw(MigrationState state, WithdrawSignOff c) {
    var objection = objection(state, c.team(), c.by().actor());
    if (objection.isPresent()) return new Decision.Refused<>(objection.get());
    return !((Kept) state).consents().signedOff().containsKey(c.team()) ? nothing()
        : accept(List.of(new SignOffWithdrawn(c.migration(), c.team(), c.by().actor().subject(), c.by().at())));
  }

  private static Optional<Problem> objection(MigrationState state, String team, Actor actor) {
    if (!(state instanceof Planned) && !(state instanceof Underway u && u.mode() == Mode.CHECK)) {
      return Optional.of(((Decision.Refused<MigrationEvent>) MigrationDecider.wrong("a migration that is planned and not started", state)).problem());
    }
    var k = (Kept) state;
    if (Crossing.terms(k).filter(ApprovalTerms::signOff).isEmpty()) {
      return Optional.of(Problem.of(ProblemCode.NO_APPROVAL_ASKED, "a plan that asks for a sign-off", "one that does not"));
    }
    if (!k.plan().teams().contains(team)) {
      return Optional.of(Problem.of(ProblemCode.PARTICIPANT_NOT_FOUND, "one of the teams " + k.plan().teams(), "\"" + team + "\""));
    }
    return actor.grants().has(Role.OPERATOR, team) || actor.grants().has(Role.APPROVER, team) ? Optional.empty()
        : Optional.of(Problem.of(ProblemCode.NOT_AN_APPROVER, Role.OPERATOR + " or " + Role.APPROVER + " of team " + team, actor.name() + " without it"));
  }
}
