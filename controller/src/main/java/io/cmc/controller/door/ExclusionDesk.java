// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.controller.survey.ExclusionPreview;
import io.cmc.controller.survey.ExclusionPreview.Preview;
import io.cmc.controller.work.PlanShelf;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.plan.MigrationPlan;
import io.cmc.rejection.OrderRejected;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.util.Optional;

/** Shows what leaving a participant behind cuts off, and holds the order to what was shown. */
public final class ExclusionDesk {

  private final PlanShelf plans;
  private final ExclusionPreview look;

  public ExclusionDesk(PlanShelf plans, ExclusionPreview look) {
    this.plans = plans;
    this.look = look;
  }

  /** Asks nodes. @throws OrderRejected when there is no such participant */
  Preview look(MigrationId migration, NodeName node) {
    var plan = plans.find(migration).orElseThrow(() ->
        new OrderRejected(Problem.of(ProblemCode.MIGRATION_NOT_FOUND, "a migration that was planned", migration.value())));
    if (!plan.names().contains(node)) {
      throw new OrderRejected(Problem.of(ProblemCode.PARTICIPANT_NOT_FOUND, "one of " + plan.names(), node.value()));
    }
    return look.preview(plan, node);
  }

  /** Whether something else is cut off now than was shown. Who is not to be excluded here at all is left to the migration itself. */
  Optional<Problem> objection(MigrationId migration, NodeName node, String shown) {
    return plans.find(migration).filter(plan -> plan.names().contains(node))
        .map(plan -> look.preview(plan, node)).flatMap(now -> Objections.exclusion(shown, now));
  }
}
