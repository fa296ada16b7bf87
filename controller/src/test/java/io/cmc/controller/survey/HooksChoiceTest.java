// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.approval.Gate;
import io.cmc.controller.survey.HookOffer.Offered;
import io.cmc.plan.GateHooks;
import io.cmc.plan.GateHooks.At;
import io.cmc.plan.Terms;
import io.cmc.rejection.Finding;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HooksChoiceTest {

  private static final HookOffer OFFER = new HookOffer(List.of(new Offered("changes", Set.of(Gate.PNR_1, Gate.START), Set.of()),
      new Offered("snapshot", Set.of(Gate.PNR_1), Set.of("payments"))));

  @Test void every_hook_of_the_service_that_concerns_a_team_is_asked_whatever_the_plan_says() {
    assertThat(HooksChoice.resolve(GateHooks.NONE, OFFER, List.of("trading")).hooks())
        .containsExactly(new At(Gate.START, "changes"), new At(Gate.PNR_1, "changes"));
    assertThat(HooksChoice.resolve(GateHooks.NONE, OFFER, List.of("payments", "trading")).at(Gate.PNR_1)).containsExactly("changes", "snapshot");
  }

  @Test void a_plan_may_name_a_further_one_of_the_service() {
    var named = new GateHooks(List.of(new At(Gate.PNR_1, "snapshot")));

    assertThat(HooksChoice.resolve(named, OFFER, List.of("trading")).at(Gate.PNR_1)).containsExactly("changes", "snapshot");
    assertThat(findings(named)).isEmpty();
  }

  @Test void a_plan_names_none_that_the_service_does_not_have_and_none_at_another_gate() {
    assertThat(findings(new GateHooks(List.of(new At(Gate.PNR_1, "/bin/sh"), new At(Gate.PNR_2, "snapshot"))))).hasSize(2).allMatch(Finding::blocks);
  }

  @Test void without_hooks_a_plan_is_what_it_was() {
    assertThat(Terms.NONE.asking(HooksChoice.resolve(GateHooks.NONE, HookOffer.NONE, List.of("trading")))).isEqualTo(Terms.NONE);
  }

  private static List<Finding> findings(GateHooks named) {
    var findings = new Findings();
    HooksChoice.inDraft(named, OFFER, findings);
    return findings.list();
  }
}
