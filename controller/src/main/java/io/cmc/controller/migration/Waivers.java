// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import static io.cmc.controller.activity.Decision.accept;
import static io.cmc.controller.activity.Decision.refuse;
import static io.cmc.controller.migration.MigrationDecider.wrong;

import io.cmc.approval.Deed;
import io.cmc.command.WaiveCheck;
import io.cmc.controller.activity.Decision;
import io.cmc.controller.migration.MigrationState.Mode;
import io.cmc.controller.migration.MigrationState.Underway;
import io.cmc.event.ApprovalEvent.DeedProposed;
import io.cmc.event.MigrationEvent;
import io.cmc.event.MigrationEvent.CheckWaived;
import io.cmc.rejection.ProblemCode;
import java.util.List;

/** A check that shall not block: by one person where the plan allows it, by two where it asks for two. */
final class Waivers {
  private Waivers() {}

  static Decision<MigrationEvent> waive(MigrationState state, WaiveCheck c) {
    if (!(state instanceof Underway u) || u.mode() != Mode.FORWARD) return wrong("a migration on its way forward", state);
    if (!u.plan().terms().waivable().contains(c.check())) {
      return refuse(ProblemCode.NOT_WAIVABLE, "one of the checks that the plan allows to waive, " + u.plan().terms().waivable(), c.check());
    }
    if (!c.node().isDomains() && !u.plan().names().contains(c.node())) {
      return refuse(ProblemCode.PARTICIPANT_NOT_FOUND, "one of " + u.plan().names(), c.node().value());
    }
    return TwoPeople.asked(u) ? byTwo(u, c, TwoPeople.waive(u, c.node().value(), c.check())) : waived(u, c);
  }

  private static Decision<MigrationEvent> byTwo(Underway u, WaiveCheck c, TwoPeople two) {
    if (two.isNew(u)) {
      return accept(List.of(new DeedProposed(c.migration(), Deed.WAIVE, two.about(), two.shown(), c.by().actor().subject(), c.by().at())));
    }
    return two.objection(u, c.by()).<Decision<MigrationEvent>>map(Decision.Refused::new).orElseGet(() -> waived(u, c));
  }

  private static Decision<MigrationEvent> waived(Underway u, WaiveCheck c) {
    return accept(new Advance(u, c.by().at()).add(new CheckWaived(c.migration(), c.node(), c.check(), c.by().at())).on());
  }
}
