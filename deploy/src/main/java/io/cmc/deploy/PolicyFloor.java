// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy;

import io.cmc.approval.Gate;
import io.cmc.approval.Policy;
import io.cmc.approval.Rule;
import io.cmc.approval.Scope;
import io.cmc.deploy.ServiceSettings.AskedAt;
import io.cmc.wire.ApprovalMessage;
import java.util.Optional;
import java.util.stream.Stream;

/** The policy out of the settings. */
final class PolicyFloor {

  private PolicyFloor() {}

  /** @throws IllegalArgumentException when it makes no sense: the service does not start with it */
  static Policy of(ServiceSettings.Policy said) {
    if (said.breakGlass().isNegative()) throw new IllegalArgumentException("expected 0s or more as cmc.policy.break-glass, found: " + said.breakGlass());
    var rules = Stream.of(rule(Gate.START, said.start()), rule(Gate.PNR_1, said.pnr1()), rule(Gate.PNR_2, said.pnr2()), rule(Gate.RETIRE, said.retire()))
        .flatMap(Optional::stream).toList();
    return new Policy(rules, said.signOff(), said.twoPeople(), said.breakGlass());
  }

  private static Optional<Rule> rule(Gate gate, AskedAt asked) {
    return asked.approvers() == 0 ? Optional.empty() : Optional.of(Rule.said(gate, asked.approvers(), ApprovalMessage.role(asked.role()),
        asked.eachTeam() ? Scope.EACH_TEAM : Scope.ALL_TEAMS, asked.goodFor()));
  }
}
