// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.approval.Gate;
import io.cmc.controller.port.Gatekeeper.Question;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.controller.step.StepRun.Result;
import io.cmc.journey.Assignment;
import io.cmc.proof.HookAnswer;
import io.cmc.report.Report;
import java.util.List;
import org.junit.jupiter.api.Test;

class AskHooksTest {

  private static final Assignment ASK = new Assignment.AskHooks(Gate.PNR_1, List.of("changes", "storage"));

  private final Trial trial = new Trial();

  @Test void all_are_asked_one_after_the_other_and_their_words_are_kept() {
    var report = trial.reached(trial.onDomains(ASK), Report.HooksAgreed.class);

    assertThat(report.answers()).extracting(HookAnswer::hook, HookAnswer::said)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("changes", "go, changes"), org.assertj.core.groups.Tuple.tuple("storage", "go, storage"));
    assertThat(asked()).containsExactly("r1/changes", "r1/storage");
  }

  @Test void a_no_needs_a_person_and_nobody_behind_it_is_asked() {
    trial.hooks.trouble.add(Kind.PERMANENT);

    assertThat(trial.onDomains(ASK)).isInstanceOfSatisfying(Result.Failed.class, f -> assertThat(f.again()).isFalse());
    assertThat(asked()).containsExactly("r1/changes");
  }

  @Test void one_that_is_down_or_says_nothing_is_asked_again_with_the_same_id_and_those_before_it_are_not() {
    trial.hooks.trouble.add(Kind.TRANSIENT);
    assertThat(trial.onDomains(ASK)).isInstanceOfSatisfying(Result.Failed.class, f -> assertThat(f.again()).isTrue());
    trial.onDomains(new Assignment.AskHooks(Gate.PNR_1, List.of("changes")));
    trial.hooks.trouble.add(Kind.OUTCOME_UNKNOWN);
    assertThat(trial.onDomains(ASK)).isInstanceOfSatisfying(Result.Failed.class, f -> assertThat(f.again()).isTrue());

    trial.reached(trial.onDomains(ASK), Report.HooksAgreed.class);

    assertThat(asked()).containsExactly("r1/changes", "r1/changes", "r1/storage", "r1/storage");
  }

  @Test void after_a_kill_all_are_asked_again_with_the_same_ids() {
    trial.onDomains(new Assignment.AskHooks(Gate.PNR_1, List.of("changes")));
    trial.diedBeforeTheCall();

    trial.reached(trial.onDomains(ASK), Report.HooksAgreed.class);

    assertThat(asked()).containsExactly("r1/changes", "r1/changes", "r1/storage");
  }

  @Test void a_retry_by_a_person_is_another_question() {
    trial.hooks.trouble.add(Kind.PERMANENT);
    trial.onDomains(ASK);
    trial.askAnew();

    trial.reached(trial.onDomains(ASK), Report.HooksAgreed.class);

    assertThat(asked()).containsExactly("r1/changes", "r2/changes", "r2/storage");
  }

  private List<String> asked() {
    return trial.hooks.asked.stream().map(Question::id).toList();
  }
}
