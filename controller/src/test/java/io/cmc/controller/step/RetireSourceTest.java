// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.controller.step.StepRun.Result;
import io.cmc.journey.Assignment;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetireSourceTest {

  private static final Assignment RETIRE = new Assignment.RetireSource();

  private final Trial trial = new Trial();

  @BeforeEach void everybodyMoved() {
    trial.network.participants.values().forEach(p -> p.moved("newdomain"));
  }

  @Test void a_source_that_still_answers_is_waited_for() {
    assertThat(later().why()).contains("olddomain", "still answers at source:5002", "SOURCE_STOPPED");
  }

  @Test void a_source_that_did_not_answer_several_times_is_gone() {
    stop();

    assertThat(later().why()).contains("did not answer 1 of 3 times");
    assertThat(later().why()).contains("did not answer 2 of 3 times");
    var gone = trial.reached(trial.onDomains(RETIRE), Report.SourceGone.class);

    assertThat(gone.found()).contains("nobody answers at source:5002");
  }

  @Test void a_source_that_answers_in_between_is_not_gone() {
    stop();
    later();
    later();
    trial.network.heal();
    later();
    stop();

    assertThat(later().why()).contains("1 of 3");
  }

  @Test void a_source_that_answers_with_a_refusal_is_not_gone() {
    trial.network.failAlways("source.connectedParticipants", FakeNetwork.trouble(Kind.PERMANENT, ProblemCode.NOT_AUTHORISED));

    assertThat(later().why()).contains("still answers");
    assertThat(later().why()).contains("still answers");
    assertThat(later().why()).contains("still answers");
  }

  @Test void while_a_participant_was_not_moved_the_source_is_not_retired() {
    trial.network.participant("C").links.remove("newdomain");
    trial.network.participant("C").link("olddomain").status = FakeParticipant.Status.ACTIVE;
    stop();

    assertThat(inUse()).contains("C (not moved)").doesNotContain("A (");
  }

  @Test void while_a_participant_is_connected_the_source_is_not_retired() {
    trial.network.participant("B").link("olddomain").status = FakeParticipant.Status.ACTIVE;
    trial.network.participant("B").link("olddomain").connected = true;

    assertThat(inUse()).contains("B (connected)");
  }

  @Test void while_one_that_was_excluded_is_there_the_source_is_not_retired() {
    excludedOneStays();
    stop();

    assertThat(inUse()).isEqualTo("C (not moved), excluded");
  }

  @Test void whoever_stops_the_source_is_told_of_an_excluded_one_that_cannot_be_asked() {
    excludedOneStays();
    trial.network.failAlways("C.configured", FakeNetwork.trouble(Kind.TRANSIENT, ProblemCode.NODE_UNREACHABLE));

    assertThat(later().why()).contains("still answers at source:5002", "C, which was excluded, cannot be asked (NODE_UNREACHABLE) and is cut off for good");
    stop();
    later();
    later();
    assertThat(trial.reached(trial.onDomains(RETIRE), Report.SourceGone.class).found()).contains("nobody answers at source:5002", "C, which was excluded");
  }

  @Test void without_an_admin_api_the_person_who_tells_knows_of_it_too() {
    excludedOneStays();
    trial.network.failAlways("C.configured", FakeNetwork.trouble(Kind.TRANSIENT, ProblemCode.NODE_UNREACHABLE));
    trial.plan.sourceAdmin = false;

    assertThat(later().why()).contains("C, which was excluded", "confirm SOURCE_STOPPED");
  }

  private void excludedOneStays() {
    trial.plan.aside = List.of("C");
    trial.network.participant("C").links.remove("newdomain");
    trial.network.participant("C").link("olddomain").status = FakeParticipant.Status.ACTIVE;
  }

  @Test void while_a_stranger_is_connected_the_source_is_not_retired() {
    trial.network.source.alsoConnected.add("stranger::1220");

    assertThat(inUse()).contains("stranger::1220");
  }

  @Test void without_an_admin_api_only_a_person_can_tell() {
    trial.plan.sourceAdmin = false;

    assertThat(later().why()).contains("stop its nodes and confirm SOURCE_STOPPED");
  }

  private void stop() {
    trial.network.failAlways("source.connectedParticipants", FakeNetwork.trouble(Kind.TRANSIENT, ProblemCode.NODE_UNREACHABLE));
  }

  private Result.Later later() {
    var result = trial.onDomains(RETIRE);
    assertThat(result).isInstanceOf(Result.Later.class);
    return (Result.Later) result;
  }

  private String inUse() {
    var result = trial.onDomains(RETIRE);
    assertThat(result).isInstanceOf(Result.Failed.class);
    assertThat(((Result.Failed) result).problem().code()).isEqualTo(ProblemCode.SOURCE_IN_USE);
    return ((Result.Failed) result).problem().found();
  }
}
