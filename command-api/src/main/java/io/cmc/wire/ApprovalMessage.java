// SPDX-License-Identifier: Apache-2.0
package io.cmc.wire;

import io.cmc.access.Role;
import io.cmc.api.v1.ApprovalGate;
import io.cmc.api.v1.ApprovalPolicy;
import io.cmc.api.v1.ApprovalRule;
import io.cmc.api.v1.Approvals;
import io.cmc.approval.ApprovalTerms;
import io.cmc.approval.Gate;
import io.cmc.approval.Policy;
import io.cmc.approval.Rule;
import io.cmc.approval.Scope;
import java.util.Locale;

/** What a plan asks of people, in the public contract's form. */
public final class ApprovalMessage {

  private ApprovalMessage() {}

  public static Approvals of(ApprovalTerms terms) {
    var message = Approvals.newBuilder().setSignOff(terms.signOff()).setTwoPeople(terms.twoPeople()).setBreakGlass(ProtoTime.of(terms.breakGlass()));
    terms.gates().forEach(r -> message.addGates(of(r)));
    terms.policy().ifPresent(p -> message.setPolicy(of(p)));
    return message.build();
  }

  public static ApprovalRule of(Rule rule) {
    return ApprovalRule.newBuilder().setGate(of(rule.gate())).setCount(rule.count()).setRole(rule.role().name().toLowerCase(Locale.ROOT))
        .setEachTeam(rule.scope() == Scope.EACH_TEAM).setGoodFor(ProtoTime.of(rule.goodFor())).build();
  }

  private static ApprovalPolicy of(Policy policy) {
    var message = ApprovalPolicy.newBuilder().setSignOff(policy.signOff()).setTwoPeople(policy.twoPeople()).setBreakGlass(ProtoTime.of(policy.breakGlass()));
    policy.gates().forEach(r -> message.addGates(of(r)));
    return message.build();
  }

  public static ApprovalGate of(Gate gate) {
    return ApprovalGate.valueOf("BEFORE_" + gate.name());
  }

  /** @throws IllegalArgumentException when none is named */
  public static Gate gate(ApprovalGate message) {
    return switch (message) {
      case BEFORE_START -> Gate.START;
      case BEFORE_PNR_1 -> Gate.PNR_1;
      case BEFORE_PNR_2 -> Gate.PNR_2;
      case BEFORE_RETIRE -> Gate.RETIRE;
      case APPROVAL_GATE_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException("a gate that is not one of start, pnr-1, pnr-2 and retire");
    };
  }

  /** @throws IllegalArgumentException when nobody can approve with it */
  public static Role role(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "", "approver" -> Role.APPROVER;
      case "operator" -> Role.OPERATOR;
      case "admin" -> Role.ADMIN;
      default -> throw new IllegalArgumentException("a role that is not approver, operator or admin: " + word);
    };
  }
}
