// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.access.OrderContext;
import io.cmc.api.v1.ApproveMigrationRequest;
import io.cmc.api.v1.BreakGlassRequest;
import io.cmc.api.v1.RevokeApprovalRequest;
import io.cmc.api.v1.SignOffRequest;
import io.cmc.command.ApproveMigration;
import io.cmc.command.BreakGlass;
import io.cmc.command.RevokeApproval;
import io.cmc.command.SignOff;
import io.cmc.id.MigrationId;
import io.cmc.id.PlanHash;
import io.cmc.wire.ApprovalMessage;
import io.cmc.wire.ProtoTime;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Orders about approvals out of the public contract's form. */
final class ApprovalOrders {

  private static final Logger LOG = LoggerFactory.getLogger(ApprovalOrders.class);

  private ApprovalOrders() {}

  static ApproveMigration approve(MigrationId m, ApproveMigrationRequest r, OrderContext by) {
    return new ApproveMigration(m, ApprovalMessage.gate(r.getGate()), new PlanHash(r.getPlanHash()), r.getTeam(), by);
  }

  static RevokeApproval revoke(MigrationId m, RevokeApprovalRequest r, OrderContext by) {
    return new RevokeApproval(m, ApprovalMessage.gate(r.getGate()), r.getSubject(), by);
  }

  static SignOff signOff(MigrationId m, SignOffRequest r, OrderContext by) {
    return new SignOff(m, r.getTeam(), new PlanHash(r.getPlanHash()), by);
  }

  static BreakGlass breakGlass(MigrationId m, BreakGlassRequest r, OrderContext by) {
    return new BreakGlass(m, ApprovalMessage.gate(r.getGate()), r.hasLasts() ? ProtoTime.of(r.getLasts()) : Duration.ZERO, by);
  }

  /** Whether it is taken or refused: that somebody tries is worth a line. */
  static BreakGlass loud(BreakGlass order) {
    LOG.warn("BREAK-GLASS is ordered at {} of {} by {}", order.gate(), order.migration(), order.by().actor().subject());
    return order;
  }

  static String team(SignOffRequest r) {
    return r.getTeam().isEmpty() ? "whoever is of no team" : "team " + r.getTeam();
  }
}
