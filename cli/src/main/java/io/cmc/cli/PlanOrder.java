// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.OrderContext;
import io.cmc.api.v1.Plan;
import io.cmc.api.v1.PlanMigrationRequest;
import io.cmc.api.v1.PlanMigrationResponse;
import io.cmc.cli.text.Plain;

/** Hands a plan to the service to keep. */
record PlanOrder(Desk desk) {

  PlanMigrationResponse keep(Plan plan, OrderContext context) {
    var request = PlanMigrationRequest.newBuilder().setContext(context).setPlan(plan).build();
    return desk.service().ask(() -> desk.service().orders(desk.patienceForNodes()).planMigration(request));
  }

  static String text(PlanMigrationResponse kept) {
    return Plain.text(kept.getMigration() + ": planned, " + kept.getPlan().getParticipantsCount() + " participants, closing by "
        + kept.getPlan().getClosing() + ", hash " + kept.getPlanHash());
  }
}
