// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.access.Actor;
import io.cmc.access.OrderContext;
import io.cmc.command.ExcludeParticipant;
import io.cmc.command.HandleIncident;
import io.cmc.controller.activity.Decision;
import io.cmc.controller.activity.Plans;
import io.cmc.controller.activity.Samples;
import io.cmc.controller.migration.MigrationState;
import io.cmc.controller.participant.Position;
import io.cmc.event.IncidentEvent.IncidentClosed;
import io.cmc.event.IncidentEvent.IncidentOpened;
import io.cmc.event.MigrationEvent.BarrierPassed;
import io.cmc.event.MigrationEvent.ExcludedSentBack;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.id.JourneyId;
import io.cmc.journey.Assignment;
import io.cmc.journey.IncidentDeed;
import io.cmc.journey.Stage;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.MigrationPlan;
import io.cmc.rejection.ProblemCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One that cannot come does not stop the others, and is not left closed unseen. */
class ExclusionTest {
  private static final MigrationPlan PLAN = Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 3);

  @Test void two_people_who_were_shown_the_same_leave_a_participant_behind() {
    var all = stuck();

    all.expect(exclude(all, "first", "shown"));
    refused(exclude(all, "first", "shown"), ProblemCode.SECOND_PERSON_NEEDED);
    all.expect(exclude(all, "second", "other"));
    refused(exclude(all, "second", "other"), ProblemCode.SECOND_PERSON_NEEDED);
    all.expect(exclude(all, "first", "other"));

    assertThat(all.plan.names()).doesNotContain(Plans.name(1));
    assertThat(all.plan.aside()).singleElement().satisfies(p -> assertThat(p.name()).isEqualTo(Plans.name(1)));
  }

  @Test void the_others_go_on_and_it_goes_back_once_they_have_left_the_source() {
    var all = stuck();
    agree(all);
    all.workers = Rehearsal::well;

    assertThat(all.runToEnd().state()).isInstanceOf(MigrationState.Completed.class);
    all.run();

    assertThat(all.position(Plans.name(1))).isInstanceOf(Position.Returned.class);
    var left = all.log.indexOf(all.logged(BarrierPassed.class).filter(e -> e.stage() == Stage.LEAVE).findFirst().orElseThrow());
    var back = all.log.indexOf(all.logged(ExcludedSentBack.class).findFirst().orElseThrow());
    assertThat(back).as("sent back after the others had left").isGreaterThan(left);
    assertThat(all.logged(StepRequested.class)).noneMatch(r -> r.node().equals(Plans.name(1)) && r.assignment() instanceof Assignment.MoveContracts);
  }

  @Test void as_long_as_it_is_closed_an_incident_names_it_and_cannot_be_closed() {
    var all = stuck();
    agree(all);
    all.workers = (step, at) -> step.node().equals(Plans.name(1)) ? List.of(Answers.waits(step.request(), at)) : Rehearsal.well(step, at);
    assertThat(all.runToEnd().state()).isInstanceOf(MigrationState.Completed.class);

    var incident = all.logged(IncidentOpened.class).filter(e -> e.problem().code() == ProblemCode.LEFT_CLOSED).findFirst().orElseThrow();
    assertThat(incident.node()).isEqualTo(Plans.name(1));
    refused(all.tell(new HandleIncident(new JourneyId(PLAN.migration(), Plans.name(1)), incident.incident(), IncidentDeed.CLOSE, "done",
        by(all, "first"))), ProblemCode.INCIDENT_LASTS);

    all.workers = Rehearsal::well;
    all.waiting.clear();
    all.run();
    assertThat(all.logged(IncidentClosed.class).map(IncidentClosed::incident)).contains(incident.incident());
  }

  @Test void the_last_one_is_not_excluded_and_nobody_is_once_contracts_may_have_been_moved() {
    var alone = Rehearsal.started(Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 1));
    refused(alone.tell(new ExcludeParticipant(PLAN.migration(), Plans.name(0), "shown", by(alone, "first"))), ProblemCode.LAST_PARTICIPANT);

    var moving = Rehearsal.started(PLAN);
    moving.workers = (step, at) -> step.assignment() instanceof Assignment.MoveContracts ? List.of(Answers.waits(step.request(), at))
        : Rehearsal.well(step, at);
    moving.run();
    refused(exclude(moving, "first", "shown"), ProblemCode.PAST_POINT_OF_NO_RETURN);
  }

  /** The second participant never drains. */
  private static Rehearsal stuck() {
    var all = Rehearsal.started(PLAN);
    all.workers = (step, at) -> step.node().equals(Plans.name(1)) && step.assignment() instanceof Assignment.Drain
        ? List.of(Answers.waits(step.request(), at)) : Rehearsal.well(step, at);
    return all.run();
  }

  private static void agree(Rehearsal all) {
    all.expect(exclude(all, "first", "shown"));
    all.expect(exclude(all, "second", "shown"));
  }

  private static Decision<?> exclude(Rehearsal all, String who, String shown) {
    return all.tell(new ExcludeParticipant(PLAN.migration(), Plans.name(1), shown, by(all, who)));
  }

  private static OrderContext by(Rehearsal all, String who) {
    return new OrderContext(new Actor(who, who, "os-user"), "cannot come", "", "", all.tick());
  }

  private static void refused(Decision<?> decision, ProblemCode code) {
    assertThat(decision).isInstanceOfSatisfying(Decision.Refused.class, r -> assertThat(r.problem().code()).isEqualTo(code));
  }
}
