// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.access.Role;
import io.cmc.approval.ApprovalTerms;
import io.cmc.approval.Gate;
import io.cmc.approval.Policy;
import io.cmc.approval.Rule;
import io.cmc.approval.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApprovalsChoiceTest {

  private static final Rule TWO = new Rule(Gate.PNR_1, 2, Role.APPROVER, Scope.ALL_TEAMS, Duration.ofHours(12));
  private static final Policy POLICY = new Policy(List.of(TWO), true, false, Duration.ofMinutes(20));

  @Test void with_no_policy_and_no_word_nobody_is_asked() {
    assertThat(ApprovalsChoice.resolve(Optional.empty(), Policy.NONE)).isEmpty();
  }

  @Test void what_the_draft_leaves_open_is_as_the_policy_has_it_and_the_policy_is_written_down() {
    var terms = ApprovalsChoice.resolve(Optional.empty(), POLICY).orElseThrow();

    assertThat(terms).isEqualTo(new ApprovalTerms(List.of(TWO), true, false, Duration.ofMinutes(20), Optional.of(POLICY)));
    assertThat(terms.belowFloor()).isEmpty();
  }

  @Test void what_the_draft_says_is_kept_as_it_is_said_and_measured_by_the_floor() {
    var less = new DraftPlan.GateRule(Gate.PNR_1, 1, Role.APPROVER, Scope.ALL_TEAMS, Optional.empty());
    var draft = new DraftPlan.Approvals(List.of(less), Optional.of(false), Optional.empty(), Optional.of(Duration.ofHours(1)));

    var terms = ApprovalsChoice.resolve(Optional.of(draft), POLICY).orElseThrow();

    assertThat(terms.gates()).containsExactly(new Rule(Gate.PNR_1, 1, Role.APPROVER, Scope.ALL_TEAMS, Duration.ofHours(12)));
    assertThat(terms.belowFloor()).hasValueSatisfying(least -> assertThat(least).contains("PNR_1", "2 x APPROVER"));
  }

  @Test void less_than_the_floor_is_found_in_every_part_of_it() {
    var enough = ApprovalsChoice.resolve(Optional.empty(), POLICY).orElseThrow();

    assertThat(new ApprovalTerms(List.of(TWO), false, false, enough.breakGlass(), enough.policy()).belowFloor()).contains("a sign-off by each team");
    assertThat(new ApprovalTerms(List.of(TWO), true, false, Duration.ofHours(1), enough.policy()).belowFloor()).contains("break-glass of at most PT20M");
    assertThat(new ApprovalTerms(List.of(), true, false, enough.breakGlass(), enough.policy()).belowFloor()).isPresent();
  }

  @Test void no_gate_asks_for_nobody() {
    assertThatThrownBy(() -> Rule.said(Gate.START, 0, Role.APPROVER, Scope.ALL_TEAMS, Duration.ofDays(1))).isInstanceOf(IllegalArgumentException.class);
  }
}
