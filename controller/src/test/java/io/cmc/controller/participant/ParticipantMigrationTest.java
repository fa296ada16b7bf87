// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.participant;

import static io.cmc.controller.activity.Samples.ALFA;
import static io.cmc.controller.activity.Samples.JOURNEY;
import static io.cmc.controller.activity.Samples.MIGRATION;
import static io.cmc.controller.activity.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.command.BeginStage;
import io.cmc.command.ConfirmBackup;
import io.cmc.command.EnrolParticipant;
import io.cmc.command.LookAgain;
import io.cmc.command.ReportOnParticipant;
import io.cmc.command.RetryStep;
import io.cmc.controller.activity.Plans;
import io.cmc.controller.activity.Samples;
import io.cmc.controller.process.Answers;
import io.cmc.controller.process.Rehearsal;
import io.cmc.event.JourneyEvent;
import io.cmc.event.JourneyEvent.BackupTaken;
import io.cmc.event.JourneyEvent.LimitsSaved;
import io.cmc.event.JourneyEvent.ParticipantEnrolled;
import io.cmc.event.JourneyEvent.StageReached;
import io.cmc.event.StepEvent.StepIntended;
import io.cmc.event.StepEvent.StepParked;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.event.StepEvent.StepUnparked;
import io.cmc.id.RequestId;
import io.cmc.journey.Assignment;
import io.cmc.journey.Stage;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.proof.BackupProof;
import io.cmc.rejection.OrderRejected;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;
import java.time.Duration;
import java.util.List;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Test;

/** The face that Axon sees: loads, decides, applies. What is decided is tried in {@link JourneyTest}. */
class ParticipantMigrationTest {

  private static final ParticipantEnrolled ENROLLED =
      new ParticipantEnrolled(MIGRATION, ALFA, ClosingStrategy.PARTICIPANT_LIMITS, BackupStrategy.CONFIRM, NOON);
  private static final RequestId FIRST = new RequestId("net-eu-7/alfa#1");
  private static final RequestId SECOND = new RequestId("net-eu-7/alfa#2");
  private static final StepRequested SAVE =
      new StepRequested(MIGRATION, ALFA, FIRST, Stage.CLOSE, 1, new Assignment.SaveSettings(), NOON);
  private static final StepRequested LOWER =
      new StepRequested(MIGRATION, ALFA, SECOND, Stage.CLOSE, 1, new Assignment.LowerLimits(), NOON);

  private final AggregateTestFixture<ParticipantMigration> fixture = new AggregateTestFixture<>(ParticipantMigration.class);

  @Test void a_participant_is_enrolled_once() {
    fixture.givenNoPriorActivity()
        .when(new EnrolParticipant(JOURNEY, ClosingStrategy.PARTICIPANT_LIMITS, BackupStrategy.CONFIRM, NOON))
        .expectEvents(ENROLLED);
  }

  @Test void nobody_is_told_anything_before_it_is_enrolled() {
    fixture.givenNoPriorActivity()
        .when(begin(Stage.CLOSE))
        .expectException(AggregateNotFoundException.class);
  }

  @Test void a_stage_begins_with_its_first_step() {
    fixture.given(ENROLLED)
        .when(begin(Stage.CLOSE))
        .expectEvents(SAVE);
  }

  @Test void the_goal_of_a_step_leads_on_to_the_next() {
    var settings = Answers.settings(ALFA);

    fixture.given(ENROLLED, SAVE)
        .when(report(new Report.SettingsRead(FIRST, settings, NOON)))
        .expectEvents(new LimitsSaved(MIGRATION, ALFA, settings, NOON), LOWER);
  }

  @Test void an_intent_is_stored_before_a_call() {
    fixture.given(ENROLLED, SAVE, new LimitsSaved(MIGRATION, ALFA, Answers.settings(ALFA), NOON), LOWER)
        .when(report(new Report.StepBegun(SECOND, "limits to 0", NOON)))
        .expectEvents(new StepIntended(MIGRATION, ALFA, SECOND, "limits to 0", NOON));
  }

  @Test void a_late_report_changes_nothing() {
    fixture.given(ENROLLED, SAVE, new LimitsSaved(MIGRATION, ALFA, Answers.settings(ALFA), NOON), LOWER)
        .when(report(new Report.SettingsRead(FIRST, Answers.settings(ALFA), NOON)))
        .expectNoEvents().expectSuccessfulHandlerExecution();
  }

  @Test void a_parked_step_is_retried_by_order_and_asked_for_anew() {
    fixture.given(ENROLLED, SAVE, new StepParked(MIGRATION, ALFA, FIRST, Answers.trouble(), NOON))
        .when(new RetryStep(JOURNEY, Samples.by()))
        .expectEvents(new StepUnparked(MIGRATION, ALFA, FIRST, NOON),
            new StepRequested(MIGRATION, ALFA, SECOND, Stage.CLOSE, 1, new Assignment.SaveSettings(), NOON));
  }

  @Test void a_retry_of_what_is_not_parked_is_refused() {
    fixture.given(ENROLLED, SAVE)
        .when(new RetryStep(JOURNEY, Samples.by()))
        .expectNoEvents()
        .expectException(OrderRejected.class)
        .expectExceptionMessage("NOT_PARKED: expected a parked step of alfa, but found SAVE_SETTINGS requested");
  }

  @Test void a_backup_by_somebody_else_is_taken_when_they_say_so() {
    var all = Rehearsal.started(Plans.confirmedBackups(Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 1)));
    all.workers = (step, at) -> step.assignment() instanceof Assignment.BackUp ? List.of(Answers.waits(step.request(), at))
        : Rehearsal.well(step, at);
    all.run();
    var history = all.logged(JourneyEvent.class).filter(e -> e.node().equals(ALFA)).toList();

    fixture.given(history)
        .when(new ConfirmBackup(JOURNEY, "snap-99", Samples.by()))
        .expectEvents(new BackupTaken(MIGRATION, ALFA,
                new BackupProof(BackupStrategy.CONFIRM, "snap-99", 0, "", Duration.ZERO, NOON, 0), NOON),
            new StageReached(MIGRATION, ALFA, Stage.BACK_UP, 1, false, NOON));
  }

  @Test void a_backup_that_is_found_although_none_was_taken_is_nobodys_way_back() {
    var all = Rehearsal.started(Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 1));
    all.workers = (step, at) -> Rehearsal.well(step, at).stream()
        .filter(r -> !(step.assignment() instanceof Assignment.BackUp) || r instanceof Report.ParticipantBackedUp).toList();

    all.run();

    assertThat(all.logged(StepParked.class)).singleElement().satisfies(p -> assertThat(p.problem().code()).isEqualTo(ProblemCode.BACKUP_UNFIT));
    assertThat(all.logged(BackupTaken.class)).isEmpty();
  }

  @Test void at_a_barrier_the_last_step_is_looked_at_again_once_in_a_round() {
    var looked = new StepRequested(MIGRATION, ALFA, new RequestId("net-eu-7/alfa#3"), Stage.CLOSE, 1,
        new Assignment.LookAgain(new Assignment.LowerLimits()), NOON);

    fixture.given(closed())
        .when(new LookAgain(JOURNEY, Stage.CLOSE, 1, NOON))
        .expectEvents(looked);
  }

  @Test void looked_at_again_a_second_time_in_the_same_round_nothing_is_asked_for() {
    var all = Rehearsal.started(Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 1));
    while (all.logged(JourneyEvent.BarrierSeen.class).findAny().isEmpty()) all.step();
    var history = all.logged(JourneyEvent.class).filter(e -> e.node().equals(ALFA)).toList();

    fixture.given(history).when(new LookAgain(JOURNEY, Stage.CLOSE, 1, NOON)).expectNoEvents();
  }

  @Test void the_whole_journey_is_read_from_its_events() {
    var all = Rehearsal.started(Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 1)).runToEnd();
    var history = all.logged(JourneyEvent.class).filter(e -> e.node().equals(ALFA)).toList();

    fixture.given(history)
        .when(new RetryStep(JOURNEY, Samples.by()))
        .expectException(OrderRejected.class);
    assertThat(history).hasSizeGreaterThan(50);
  }

  private static List<Object> closed() {
    return List.of(ENROLLED, SAVE, new LimitsSaved(MIGRATION, ALFA, Answers.settings(ALFA), NOON), LOWER,
        new JourneyEvent.LimitsLowered(MIGRATION, ALFA, NOON), new StageReached(MIGRATION, ALFA, Stage.CLOSE, 1, false, NOON));
  }

  private static BeginStage begin(Stage stage) {
    return new BeginStage(JOURNEY, stage, 1, true, List.of(), NOON);
  }

  private static ReportOnParticipant report(Report report) {
    return new ReportOnParticipant(JOURNEY, report);
  }

}
