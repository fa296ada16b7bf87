// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.access.OrderContext;
import io.cmc.access.Reach;
import io.cmc.access.Rules;
import io.cmc.api.v1.Plan;
import io.cmc.command.PlanMigration;
import io.cmc.controller.survey.DraftPlan;
import io.cmc.controller.survey.Survey;
import io.cmc.controller.survey.Surveyed;
import io.cmc.controller.work.PlanShelf;
import io.cmc.id.MigrationId;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.ParticipantPlan;
import io.cmc.rejection.Finding;
import io.cmc.rejection.OrderRejected;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.store.names.CanonicalJson;
import io.cmc.wire.PlanMessage;

/** Takes plans: resolves what is open by looking at the nodes, and keeps what is whole. */
public final class PlanDesk {

  private final Survey survey;
  private final OrderDesk orders;
  private final PlanShelf plans;
  private final CanonicalJson canonical = new CanonicalJson();

  public PlanDesk(Survey survey, OrderDesk orders, PlanShelf plans) {
    this.survey = survey;
    this.orders = orders;
    this.plans = plans;
  }

  Surveyed draft(Plan plan) {
    return survey.resolve(DraftReading.read(plan));
  }

  /** The plan as it is kept. The same plan again, resolved or not, is answered with the kept one and looks at no node. */
  Kept keep(Plan plan, OrderContext by) {
    var draft = read(plan, by);
    var kept = plans.find(draft.migration());
    if (kept.isPresent() && Fit.fits(plan, PlanMessage.of(kept.get()))) return new Kept(kept.get(), canonical.hash(kept.get()).value());
    if (kept.isPresent()) throw refuse(draft.migration(), by, nameTaken(kept.get(), by));
    var resolved = resolve(draft, by);
    new Ownership(plans).objection(resolved, by.actor().grants()).ifPresent(problem -> {
      throw refuse(draft.migration(), by, problem);
    });
    var hash = canonical.hash(resolved);
    orders.take(new PlanMigration(resolved.migration(), resolved, hash, by));
    return new Kept(resolved, hash.value());
  }

  record Kept(MigrationPlan plan, String hash) {}

  private DraftPlan read(Plan plan, OrderContext by) {
    try {
      return DraftReading.read(plan);
    } catch (OrderRejected e) {
      throw refuse(named(plan.getMigration()), by, e.problem());
    }
  }

  private MigrationPlan resolve(DraftPlan draft, OrderContext by) {
    var surveyed = survey.resolve(draft);
    return surveyed.plan().orElseThrow(() -> refuse(draft.migration(), by, whyNot(surveyed)));
  }

  private static Problem whyNot(Surveyed surveyed) {
    return surveyed.findings().stream().filter(Finding::blocks).map(Finding::problem).findFirst()
        .orElseGet(() -> Problem.of(ProblemCode.PLAN_NOT_RESOLVED, "everything resolved", "something is open"));
  }

  /** A name is used once in the whole service, so that it is taken cannot be hidden; by what is told to those who may see it. */
  private Problem nameTaken(MigrationPlan kept, OrderContext by) {
    var seen = Reach.of(by.actor().grants(), Rules.SEEING).coversAny(kept.participants().stream().map(ParticipantPlan::team).toList());
    if (!seen) return Problem.of(ProblemCode.NAME_TAKEN, "a new name", "another plan");
    return Problem.of(ProblemCode.NAME_TAKEN, "a new name, or the plan that is kept (hash " + canonical.hash(kept).value() + ")", "another plan");
  }

  private OrderRejected refuse(MigrationId migration, OrderContext by, Problem problem) {
    return orders.refuse(new Subject("PlanMigration", migration, "", migration.value(), by), problem);
  }

  /** What cannot be read may have a name that cannot be one; it is written down all the same. */
  static MigrationId named(String migration) {
    try {
      return MigrationId.planned(migration);
    } catch (IllegalArgumentException e) {
      return new MigrationId("unnamed");
    }
  }
}
