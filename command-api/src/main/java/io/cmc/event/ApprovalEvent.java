// SPDX-License-Identifier: Apache-2.0
package io.cmc.event;

import io.cmc.approval.Approval;
import io.cmc.approval.Consents;
import io.cmc.approval.Deed;
import io.cmc.approval.Gate;
import io.cmc.approval.WhyRevoked;
import io.cmc.id.MigrationId;
import io.cmc.id.PlanHash;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.axonframework.serialization.Revision;

/** Who agreed to what in a migration; only where its plan asks for it, the proposals aside. */
public sealed interface ApprovalEvent extends MigrationEvent {

  /** What people agreed to so far, after this. */
  default Consents after(Consents before) {
    return switch (this) {
      case CrossingAsked e -> before.asked(new Consents.Asked(e.gate(), e.subject()));
      case ApprovalGiven e -> before.given(e.approval());
      case ApprovalRevoked e -> before.withdrawn(e.gate(), e.subject());
      case ApprovalExpired e -> before.withdrawn(e.gate(), e.subject());
      case ApprovalsVoided e -> before.voided(e.hash());
      case GateCrossed e -> before.crossed(new Consents.Crossed(e.gate(), e.hash(), e.approvals(), e.at()));
      case TeamSignedOff e -> before.signedOff(e.team(), new Consents.SignedOff(e.subject(), e.name(), e.at()));
      case SignOffWithdrawn e -> before.notSignedOff(e.team());
      case DeedProposed e -> before.proposed(new Consents.Proposed(e.deed(), e.about(), e.shown(), e.proposer()));
      case GlassBroken e -> before.broken(new Consents.Glass(e.gate(), e.subject(), e.name(), e.reason(), e.until(), false));
      case GlassMended e -> before.mended(e.gate());
    };
  }

  /** This person asked for what a gate lets through, and so does not approve it. @param gate absent: all of them, as who plans, starts or amends */
  @Revision("1") record CrossingAsked(MigrationId migration, Optional<Gate> gate, String subject, Instant at) implements ApprovalEvent {}

  /** Somebody approves what lies behind a gate. */
  @Revision("1") record ApprovalGiven(MigrationId migration, Approval approval, Instant at) implements ApprovalEvent {}

  /** An approval counts no more. @param subject whose it was */
  @Revision("1") record ApprovalRevoked(MigrationId migration, Gate gate, String subject, WhyRevoked why, Instant at) implements ApprovalEvent {}

  /** The time that an approval was good for is over. @param subject whose it was */
  @Revision("1") record ApprovalExpired(MigrationId migration, Gate gate, String subject, Instant at) implements ApprovalEvent {}

  /** The plan is another than the one that was approved: no approval of before counts. @param hash what new ones are bound to */
  @Revision("1") record ApprovalsVoided(MigrationId migration, PlanHash hash, Instant at) implements ApprovalEvent {}

  /** A gate that asks for approvals is passed, once. @param approvals that it was passed on */
  @Revision("1") record GateCrossed(MigrationId migration, Gate gate, PlanHash hash, List<Approval> approvals, Instant at)
      implements ApprovalEvent {}

  /** A team's participants are ready, somebody of the team says. */
  @Revision("1") record TeamSignedOff(MigrationId migration, String team, PlanHash hash, String subject, String name, Instant at)
      implements ApprovalEvent {}

  /** They are not ready after all. @param subject who says so */
  @Revision("1") record SignOffWithdrawn(MigrationId migration, String team, String subject, Instant at) implements ApprovalEvent {}

  /** The first of two people wants this. @param about whom or what; @param shown what the second must agree to as well */
  @Revision("1") record DeedProposed(MigrationId migration, Deed deed, String about, String shown, String proposer, Instant at)
      implements ApprovalEvent {}

  /** In an emergency one approval will do at this gate for a while. @param subject who made it so, and does not give that one */
  @Revision("1") record GlassBroken(MigrationId migration, Gate gate, String subject, String name, String reason, Instant until, Instant at)
      implements ApprovalEvent {}

  /** The gate asks for as many as before. */
  @Revision("1") record GlassMended(MigrationId migration, Gate gate, Instant at) implements ApprovalEvent {}
}
