// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.api.v1.GetPlanResponse;
import io.cmc.projection.sight.View;

/** A plan as somebody sees it who may not see all: without the others, and without what only the service itself needs. */
final class PlanView {

  private PlanView() {}

  static GetPlanResponse of(GetPlanResponse whole, View view) {
    if (view.whole()) return whole;
    var plan = whole.getPlan().toBuilder().clearParticipants().clearBackupFolder();
    whole.getPlan().getParticipantsList().stream().filter(p -> view.names(p.getName())).forEach(plan::addParticipants);
    plan.getSourceBuilder().clearAdmin().clearDatabase();
    plan.getTargetBuilder().clearAdmin();
    return Veil.over(whole.toBuilder().setPlan(plan).setOtherParticipants(whole.getPlan().getParticipantsCount() - plan.getParticipantsCount()).build(), view);
  }
}
