// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import static io.cmc.controller.activity.Samples.MIGRATION;
import static io.cmc.controller.activity.Samples.NOON;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.cmc.command.AbortMigration;
import io.cmc.command.CheckMigration;
import io.cmc.command.HoldMigration;
import io.cmc.command.NoteDeadline;
import io.cmc.command.PlanMigration;
import io.cmc.command.RecordProgress;
import io.cmc.command.ReleaseGate;
import io.cmc.command.ReportOnDomains;
import io.cmc.command.RetryDomainStep;
import io.cmc.command.StartMigration;
import io.cmc.controller.activity.Plans;
import io.cmc.controller.activity.Samples;
import io.cmc.controller.process.Answers;
import io.cmc.controller.process.Rehearsal;
import io.cmc.event.MigrationEvent;
import io.cmc.event.MigrationEvent.DomainsChecked;
import io.cmc.event.MigrationEvent.GateReleased;
import io.cmc.event.MigrationEvent.MigrationHeld;
import io.cmc.event.MigrationEvent.MigrationPlanned;
import io.cmc.event.MigrationEvent.MigrationStarted;
import io.cmc.event.MigrationEvent.PhaseBegan;
import io.cmc.event.MigrationEvent.PhaseEnded;
import io.cmc.event.MigrationEvent.PhaseOverdue;
import io.cmc.event.MigrationEvent.PointOfNoReturnCrossed;
import io.cmc.event.MigrationEvent.PreflightBegan;
import io.cmc.event.MigrationEvent.SoakEnded;
import io.cmc.event.MigrationEvent.StageBegan;
import io.cmc.event.StepEvent;
import io.cmc.event.StepEvent.StepParked;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.event.StepEvent.StepUnparked;
import io.cmc.id.NodeName;
import io.cmc.id.PlanHash;
import io.cmc.id.RequestId;
import io.cmc.journey.Assignment;
import io.cmc.journey.Phase;
import io.cmc.journey.PointOfNoReturn;
import io.cmc.journey.Progress;
import io.cmc.journey.Stage;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.MigrationPlan;
import io.cmc.proof.CheckResult;
import io.cmc.rejection.OrderRejected;
import io.cmc.report.Report;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The face that Axon sees, with {@link Planning} beside it. What is decided is tried in {@link MigrationOrdersTest}. */
class MigrationTest {

  private static final MigrationPlan PLAN = Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 2);
  private static final MigrationPlanned PLANNED = new MigrationPlanned(MIGRATION, PLAN, Plans.HASH, NOON);
  private static final MigrationStarted STARTED = new MigrationStarted(MIGRATION, Plans.HASH, NOON);
  private static final PhaseBegan PREFLIGHT = new PhaseBegan(MIGRATION, Phase.PREFLIGHT, NOON);
  private static final StageBegan CHECKS = new StageBegan(MIGRATION, Stage.CHECK_DOMAINS, 1, true, List.of(), NOON);
  private static final RequestId FIRST = new RequestId("net-eu-7#1");
  private static final StepRequested CHECK =
      new StepRequested(MIGRATION, NodeName.DOMAINS, FIRST, Stage.CHECK_DOMAINS, 1, new Assignment.CheckDomains(true), NOON);

  private final AggregateTestFixture<Migration> fixture = new AggregateTestFixture<>(Migration.class);

  @BeforeEach void plans_are_taken_beside_the_aggregate() {
    var streams = mock(EventStore.class);
    when(streams.lastSequenceNumberFor(anyString())).thenAnswer(call -> last(call.getArgument(0)));
    fixture.registerAnnotatedCommandHandler(new Planning(fixture.getRepository(), streams));
  }

  /** A real store says that there is no stream; the fixture's throws. */
  private Optional<Long> last(String stream) {
    try {
      return fixture.getEventStore().lastSequenceNumberFor(stream);
    } catch (AggregateNotFoundException none) {
      return Optional.empty();
    }
  }

  @Test void the_first_plan_of_a_name_begins_a_migration() {
    fixture.givenNoPriorActivity()
        .when(new PlanMigration(MIGRATION, PLAN, Plans.HASH, Samples.by()))
        .expectEvents(PLANNED);
  }

  @Test void the_same_plan_again_changes_nothing_and_is_no_error() {
    fixture.given(PLANNED)
        .when(new PlanMigration(MIGRATION, PLAN, Plans.HASH, Samples.by()))
        .expectNoEvents().expectSuccessfulHandlerExecution();
  }

  @Test void another_plan_of_the_same_name_is_refused() {
    fixture.given(PLANNED)
        .when(new PlanMigration(MIGRATION, PLAN, new PlanHash("cd".repeat(32)), Samples.by()))
        .expectNoEvents()
        .expectException(OrderRejected.class);
  }

  @Test void a_plan_that_breaks_a_rule_begins_no_migration() {
    fixture.givenNoPriorActivity()
        .when(new PlanMigration(MIGRATION, Plans.of(ClosingStrategy.OUTSIDE, 0), Plans.HASH, Samples.by()))
        .expectNoEvents()
        .expectException(OrderRejected.class)
        .expectExceptionMessage("NO_PARTICIPANTS: expected at least one participant, but found none");
  }

  @Test void an_order_for_a_migration_that_nobody_planned_finds_none() {
    fixture.givenNoPriorActivity()
        .when(new StartMigration(MIGRATION, Plans.HASH, Samples.by()))
        .expectException(AggregateNotFoundException.class);
  }

  @Test void started_it_begins_with_the_checks_of_the_domains() {
    fixture.given(PLANNED)
        .when(new StartMigration(MIGRATION, Plans.HASH, Samples.by()))
        .expectEvents(STARTED, PREFLIGHT, CHECKS, CHECK);
  }

  @Test void checks_on_request_bind_nobody() {
    fixture.given(PLANNED)
        .when(new CheckMigration(MIGRATION, Samples.by()))
        .expectEvents(new PreflightBegan(MIGRATION, 1, NOON), PREFLIGHT,
            new StageBegan(MIGRATION, Stage.CHECK_DOMAINS, 1, false, List.of(), NOON),
            new StepRequested(MIGRATION, NodeName.DOMAINS, FIRST, Stage.CHECK_DOMAINS, 1, new Assignment.CheckDomains(false), NOON));
  }

  @Test void when_the_domains_are_checked_the_participants_are() {
    var checked = new Report.DomainsChecked(FIRST, CheckResult.of(List.of(), Map.of()), NOON);

    fixture.given(PLANNED, STARTED, PREFLIGHT, CHECKS, CHECK)
        .when(new ReportOnDomains(MIGRATION, checked))
        .expectEvents(new DomainsChecked(MIGRATION, checked.result(), NOON),
            new StageBegan(MIGRATION, Stage.CHECK_PARTICIPANTS, 1, true, PLAN.names(), NOON));
  }

  @Test void a_finding_that_blocks_parks_the_checks_of_the_domains_and_a_retry_asks_anew() {
    var problem = Answers.blocking().findings().getFirst().problem();

    fixture.given(PLANNED, STARTED, PREFLIGHT, CHECKS, CHECK, new DomainsChecked(MIGRATION, Answers.blocking(), NOON),
            new StepParked(MIGRATION, NodeName.DOMAINS, FIRST, problem, NOON))
        .when(new RetryDomainStep(MIGRATION, Samples.by()))
        .expectEvents(new StepUnparked(MIGRATION, NodeName.DOMAINS, FIRST, NOON), new StepRequested(MIGRATION, NodeName.DOMAINS,
            new RequestId("net-eu-7#2"), Stage.CHECK_DOMAINS, 1, new Assignment.CheckDomains(true), NOON));
  }

  @Test void held_it_says_why() {
    fixture.given(PLANNED, STARTED, PREFLIGHT, CHECKS, CHECK)
        .when(new HoldMigration(MIGRATION, Samples.by()))
        .expectEvents(new MigrationHeld(MIGRATION, "change window", NOON));
  }

  @Test void behind_the_gate_before_the_move_lies_the_first_point_of_no_return() {
    var gated = Plans.gatesBefore(PLAN, Phase.MOVE_CONTRACTS);

    fixture.given(history(Rehearsal.started(gated).run()))
        .when(new ReleaseGate(MIGRATION, Phase.MOVE_CONTRACTS, Samples.by()))
        .expectEvents(new GateReleased(MIGRATION, Phase.MOVE_CONTRACTS, NOON),
            new PointOfNoReturnCrossed(MIGRATION, PointOfNoReturn.PNR_1, NOON), new PhaseBegan(MIGRATION, Phase.MOVE_CONTRACTS, NOON),
            new StageBegan(MIGRATION, Stage.MOVE, 1, true, PLAN.names(), NOON));
  }

  @Test void behind_it_there_is_no_abort() {
    var gated = Plans.gatesBefore(PLAN, Phase.RECONNECT);

    fixture.given(history(Rehearsal.started(gated).run()))
        .when(new AbortMigration(MIGRATION, Samples.by()))
        .expectNoEvents()
        .expectException(OrderRejected.class);
  }

  @Test void a_phase_is_overdue_when_its_timer_rings_and_only_then() {
    fixture.given(PLANNED, STARTED, PREFLIGHT, CHECKS, CHECK)
        .when(new NoteDeadline(MIGRATION, Deadlines.PHASE_OVERDUE, "PREFLIGHT", NOON))
        .expectEvents(new PhaseOverdue(MIGRATION, Phase.PREFLIGHT, Duration.ofMinutes(30), NOON));
    fixture.given(PLANNED, STARTED, PREFLIGHT, CHECKS, CHECK)
        .when(new NoteDeadline(MIGRATION, Deadlines.PHASE_OVERDUE, "DRAIN", NOON))
        .expectNoEvents();
  }

  @Test void when_the_soak_is_over_the_source_is_retired() {
    var soaking = Rehearsal.started(Plans.soaking(PLAN, Duration.ofMinutes(1))).run();
    var until = NOON.plusSeconds(100_000);
    var next = new RequestId("net-eu-7#2");

    fixture.given(history(soaking))
        .when(new NoteDeadline(MIGRATION, Deadlines.SOAK_OVER, "", until))
        .expectEvents(new SoakEnded(MIGRATION, until), new PhaseBegan(MIGRATION, Phase.RETIRE, until),
            new StageBegan(MIGRATION, Stage.RETIRE, 1, true, List.of(), until),
            new StepRequested(MIGRATION, NodeName.DOMAINS, next, Stage.RETIRE, 1, new Assignment.RetireSource(), until));
  }

  @Test void progress_after_the_end_changes_nothing() {
    fixture.given(history(Rehearsal.started(PLAN).runToEnd()))
        .when(new RecordProgress(MIGRATION, List.of(new Progress(Plans.name(0), Stage.OPEN, 1, Progress.Kind.REACHED, "")),
            NOON))
        .expectNoEvents().expectSuccessfulHandlerExecution();
  }

  @Test void a_phase_that_ends_is_followed_by_the_next_in_one_decision() {
    var all = Rehearsal.started(PLAN);
    while (all.rows.size() < 2) all.step();
    List.copyOf(all.rows.values()).forEach(r -> all.report(r.node(), Answers.well(r, NOON)));

    fixture.given(history(all))
        .when(new RecordProgress(MIGRATION, all.fanIn, NOON))
        .expectEvents(new MigrationEvent.ParticipantsReached(MIGRATION, Stage.CHECK_PARTICIPANTS, 1, PLAN.names(), List.of(), NOON),
            new PhaseEnded(MIGRATION, Phase.PREFLIGHT, NOON), new PhaseBegan(MIGRATION, Phase.QUIESCE, NOON),
            new StageBegan(MIGRATION, Stage.CLOSE, 1, true, PLAN.names(), NOON));
  }

  private static List<MigrationEvent> history(Rehearsal all) {
    return all.logged(MigrationEvent.class).filter(e -> !(e instanceof StepEvent s) || s.node().isDomains()).toList();
  }
}
