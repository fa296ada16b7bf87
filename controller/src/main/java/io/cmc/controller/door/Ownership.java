// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.access.Grants;
import io.cmc.access.Reach;
import io.cmc.access.Role;
import io.cmc.controller.work.PlanShelf;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.ParticipantPlan;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.wire.Doorkeeper;
import java.util.Optional;
import java.util.Set;

/** Nobody takes a node over by planning it as the own team's. */
record Ownership(PlanShelf plans) {

  /** What a plan lacks that gives a node to another team than the newest plan before it. */
  Optional<Problem> objection(MigrationPlan plan, Grants grants) {
    var teams = plans.teams(plan.participants().stream().map(p -> p.uid().value()).toList());
    var reach = Reach.of(grants, Set.of(Role.OPERATOR));
    return plan.participants().stream().filter(p -> isAnothers(p, teams.get(p.uid().value()), reach)).findFirst()
        .map(p -> Problem.of(ProblemCode.NOT_ALLOWED, "OPERATOR for the team that " + p.name() + " was planned for before", Doorkeeper.held(reach)));
  }

  private static boolean isAnothers(ParticipantPlan participant, String before, Reach reach) {
    return before != null && !before.equals(participant.team()) && !reach.covers(before);
  }
}
