// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.api.v1.ApprovalStatus;
import io.cmc.api.v1.GateStatus;
import io.cmc.api.v1.GivenApproval;
import io.cmc.api.v1.Proposal;
import io.cmc.api.v1.TeamSignOff;
import io.cmc.approval.Approval;
import io.cmc.approval.Consents;
import io.cmc.approval.Consents.Crossed;
import io.cmc.approval.Rule;
import io.cmc.projection.status.Agreement;
import io.cmc.wire.ApprovalMessage;
import io.cmc.wire.ProtoTime;
import java.time.Instant;
import java.util.Optional;

/** Who agreed to what, until when, and what is missing, in the public contract's form. */
final class ApprovalsMessage {

  private ApprovalsMessage() {}

  /** @param at latest moment that is known of the migration: what ran out by then does not count */
  static ApprovalStatus of(Agreement a, Instant at) {
    var message = ApprovalStatus.newBuilder().setPlanHash(a.consents().hash().value());
    a.terms().gates().forEach(r -> message.addGates(gate(a, r, at)));
    if (a.terms().signOff()) a.names().forEach(t -> message.addSignOffs(team(a.consents(), t)));
    a.consents().proposed().forEach(p -> message.addProposals(Proposal.newBuilder().setDeed(p.deed().name()).setAbout(p.about()).setBy(p.subject())));
    return message.build();
  }

  private static GateStatus gate(Agreement a, Rule rule, Instant at) {
    var message = GateStatus.newBuilder().setRule(ApprovalMessage.of(rule)).setMissing(a.missing(rule.gate(), at).map(Object::toString).orElse(""));
    var crossed = a.consents().crossed().stream().filter(c -> c.gate() == rule.gate()).findFirst();
    crossed.ifPresent(c -> message.setCrossed(true).setCrossedAt(ProtoTime.of(c.at())));
    var approvals = crossed.map(Crossed::approvals).orElseGet(() -> a.consents().standing().stream().filter(s -> s.gate() == rule.gate()).toList());
    approvals.forEach(s -> message.addApprovals(given(a.consents(), s, crossed.map(Crossed::at).orElse(at))));
    a.consents().lowered(rule.gate(), at).ifPresent(g -> message.setLoweredUntil(ProtoTime.of(g.until())).setLoweredBy(g.name()));
    return message.build();
  }

  private static GivenApproval given(Consents consents, Approval s, Instant at) {
    var message = GivenApproval.newBuilder().setSubject(s.subject()).setName(s.name()).setTeam(s.team().orElse("")).setGiven(ProtoTime.of(s.given()))
        .setUntil(ProtoTime.of(s.until()));
    whyNot(consents, s, at).ifPresent(message::setVoidBecause);
    return message.build();
  }

  private static Optional<String> whyNot(Consents consents, Approval s, Instant at) {
    if (consents.hasCrossed(s.gate())) return Optional.empty();
    if (!at.isBefore(s.until())) return Optional.of("it ran out");
    return consents.askedFor(s.gate(), s.subject()) ? Optional.of("its giver asked for the crossing") : Optional.empty();
  }

  private static TeamSignOff team(Consents consents, String team) {
    var message = TeamSignOff.newBuilder().setTeam(team);
    Optional.ofNullable(consents.signedOff().get(team)).ifPresent(s -> message.setSubject(s.subject()).setName(s.name()).setAt(ProtoTime.of(s.at())));
    return message.build();
  }
}
