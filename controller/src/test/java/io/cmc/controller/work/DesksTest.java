// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import static io.cmc.controller.activity.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.cmc.command.BeginStage;
import io.cmc.command.EnrolParticipant;
import io.cmc.controller.activity.Plans;
import io.cmc.controller.process.Answers;
import io.cmc.controller.step.Together;
import io.cmc.event.JourneyEvent.LimitsLowered;
import io.cmc.event.JourneyEvent.StageReached;
import io.cmc.event.MigrationEvent.MigrationAborted;
import io.cmc.event.MigrationEvent.MigrationCompleted;
import io.cmc.event.MigrationEvent.MigrationHeld;
import io.cmc.event.MigrationEvent.MigrationPlanned;
import io.cmc.event.MigrationEvent.MigrationResumed;
import io.cmc.event.MigrationEvent.MigrationStarted;
import io.cmc.event.StepEvent.StepDelayed;
import io.cmc.event.StepEvent.StepIntended;
import io.cmc.event.StepEvent.StepParked;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.RequestId;
import io.cmc.id.SynchronizerAlias;
import io.cmc.journey.Assignment;
import io.cmc.journey.Stage;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.Pace;
import io.cmc.plan.TargetDomain;
import io.cmc.rejection.OrderRejected;
import io.cmc.rejection.ProblemCode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is kept beside the events, in their transaction: plans, work, who is busy, who waits for a person. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DesksTest {

  private static final MigrationPlan PLAN = Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 3);
  private static final MigrationId M = PLAN.migration();
  private static final MigrationId OTHER = new MigrationId("net-eu-8");
  private static final NodeName ALFA = Plans.name(0);
  private static final Duration LEASE = Duration.ofMinutes(5);
  private TestDatabase database;
  private DurableWork durable;
  private WorkTable table;

  @BeforeAll void tables() {
    database = TestDatabase.create();
  }

  @BeforeEach void a_plan_is_kept() {
    durable = database.planned(PLAN);
    table = database.table();
  }

  @Test void a_kept_plan_is_read_as_it_was_written_also_by_another_instance() {
    assertThat(durable.plans().find(M)).contains(PLAN);
    assertThat(database.plans().find(M)).contains(PLAN);
    assertThat(database.plans().find(OTHER)).isEmpty();
  }

  @Test void a_participant_is_in_one_migration_at_a_time() {
    plan(OTHER, "newdomain-2");
    start(M);

    assertRefused(OTHER, ProblemCode.PARTICIPANT_BUSY, "alfa in no other migration");

    durable.migrationDesk().on(new MigrationAborted(M, NOON));
    start(OTHER);
  }

  @Test void an_alias_is_given_to_a_target_once_for_ever() {
    plan(OTHER, PLAN.target().alias().value());
    start(M);
    durable.migrationDesk().on(new MigrationCompleted(M, NOON));

    assertRefused(OTHER, ProblemCode.ALIAS_TAKEN, "an alias that was never used on alfa");
    assertThat(busy()).as("a start that is refused leaves nobody busy").isZero();
  }

  @Test void a_start_that_is_told_twice_changes_nothing() {
    start(M);
    start(M);

    assertThat(busy()).isEqualTo(3);
  }

  @Test void held_the_epoch_is_raised_and_whoever_holds_a_lease_may_not_call() {
    durable.stepDesk().on(requested(1));
    var lease = table.claim("one", LEASE, 1).getFirst();

    durable.migrationDesk().on(new MigrationHeld(M, "wait", NOON));
    assertThat(database.holds(table.ifMayCall(lease))).isFalse();
    durable.migrationDesk().on(new MigrationResumed(M, NOON));

    assertThat(database.holds(table.ifMayCall(lease))).isTrue();
    assertThat(database.db().sql("select epoch from migration_control where migration = ?").param(M.value()).query(Long.class).single()).isEqualTo(2);
  }

  @Test void a_step_has_a_row_from_its_request_to_its_end() {
    var desk = durable.stepDesk();
    desk.on(requested(1));
    desk.on(new StepIntended(M, ALFA, request(1), "limits to 0", NOON));
    assertThat(table.claim("one", LEASE, 9)).singleElement().satisfies(l -> {
      assertThat(l.acted()).isTrue();
      assertThat(l.node()).isEqualTo("alfa");
    });

    desk.on(new StepDelayed(M, ALFA, request(1), 2, Answers.trouble(), NOON, NOON));
    assertThat(table.claim("one", LEASE, 9)).singleElement().satisfies(l -> assertThat(l.failures()).isEqualTo(2));

    desk.on(new LimitsLowered(M, ALFA, NOON));
    assertThat(work()).isZero();
  }

  @Test void who_waits_for_a_person_is_on_a_list_until_the_step_is_asked_for_anew_or_overtaken() {
    var desk = durable.stepDesk();
    desk.on(requested(1));
    desk.on(new StepParked(M, ALFA, request(1), Answers.trouble(), NOON));
    assertThat(durable.plans().parked(M)).containsExactly(ALFA);
    assertThat(work()).isZero();

    desk.on(requested(2));
    assertThat(durable.plans().parked(M)).isEmpty();

    desk.on(new StepParked(M, ALFA, request(2), Answers.trouble(), NOON));
    desk.on(new StageReached(M, ALFA, Stage.REJOIN, 1, false, NOON));
    assertThat(durable.plans().parked(M)).as("an abort went past the parked step").isEmpty();
  }

  @Test void backups_of_one_database_host_share_a_lane_as_wide_as_the_plan_says() {
    PLAN.names().forEach(n -> durable.stepDesk().on(new StepRequested(M, n, new RequestId(n + "#1"), Stage.BACK_UP, 1, new Assignment.BackUp(), NOON)));

    assertThat(table.claim("one", LEASE, 9)).hasSize(PLAN.pace().backupsPerHost());
  }

  @Test void lanes_are_as_wide_as_their_plan_says() {
    var p = Plans.named(PLAN, OTHER);
    var narrow = new MigrationPlan(OTHER, p.source(), p.target(), p.participants(), p.closing(), p.verification(), p.holdBefore(),
        new Pace(7, 2, 1, 5, LEASE, LEASE), p.soak(), p.backupFolder(), p.keepSource());
    durable.migrationDesk().on(new MigrationPlanned(OTHER, narrow, Plans.HASH, NOON));

    for (var migration : List.of(OTHER, M, new MigrationId("not-kept"))) {
      var request = new RequestId(migration + "/alfa#1");
      durable.stepDesk().on(new StepRequested(migration, ALFA, request, Stage.CLOSE, 1, new Assignment.LowerLimits(), NOON));
      durable.stepDesk().on(new StepDelayed(migration, ALFA, request, 2, Answers.trouble(), NOON, NOON));
    }

    assertThat(database.db().sql("select lane || ' ' || lane_limit from lane order by lane").query(String.class).list())
        .containsExactlyInAnyOrder("step:net-eu-8 7", "beside:net-eu-8 7", "step:net-eu-7 32", "beside:net-eu-7 32", "step:not-kept 32", "beside:not-kept 32");
  }

  @Test void one_that_cannot_be_told_keeps_no_other_from_being_told_and_all_are_told_again() {
    durable.fanOut().sendThrough(M, Stage.CLOSE, 1, true, PLAN.names());
    var told = new ConcurrentLinkedQueue<NodeName>();
    var gateway = mock(CommandGateway.class);
    when(gateway.sendAndWait(any())).then(call -> {
      var node = ((BeginStage) call.<CommandMessage<?>>getArgument(0).getPayload()).journey().participant();
      if (node.equals(Plans.name(1))) throw new IllegalStateException("bravo cannot be told");
      return told.add(node);
    });
    var worker = new FanOutWorker(table, new Commands(gateway), durable.plans(), mock(EventStore.class), database.json(), InstantSource.fixed(NOON), new Together(8));

    assertThatThrownBy(() -> worker.work(table.claim("one", LEASE, 1).getFirst())).hasMessage("bravo cannot be told");

    assertThat(told).containsExactlyInAnyOrder(Plans.name(0), Plans.name(2));
    assertThat(work()).isEqualTo(1);
  }

  @Test void whoever_was_enrolled_meanwhile_is_sent_on_like_the_others() {
    durable.fanOut().sendThrough(M, Stage.CHECK_PARTICIPANTS, 1, false, List.of(ALFA));
    var gateway = mock(CommandGateway.class);
    var sent = new ArrayList<Object>();
    when(gateway.sendAndWait(any())).then(call -> {
      var command = call.<CommandMessage<?>>getArgument(0).getPayload();
      sent.add(command);
      if (command instanceof EnrolParticipant) throw new AggregateStreamCreationException("by a commit whose answer was lost");
      return null;
    });
    var streams = mock(EventStore.class);
    when(streams.lastSequenceNumberFor(any())).thenReturn(Optional.empty());

    new FanOutWorker(table, new Commands(gateway), durable.plans(), streams, database.json(), InstantSource.fixed(NOON), new Together(1)).work(table.claim("one", LEASE, 1).getFirst());

    assertThat(sent).hasExactlyElementsOfTypes(EnrolParticipant.class, BeginStage.class);
    assertThat(work()).as("the chunk is done").isZero();
  }

  private int work() {
    return database.db().sql("select count(*) from durable_work").query(Integer.class).single();
  }

  private int busy() {
    return database.db().sql("select count(*) from active_participant").query(Integer.class).single();
  }

  private static RequestId request(int number) {
    return new RequestId("net-eu-7/alfa#" + number);
  }

  private static StepRequested requested(int number) {
    return new StepRequested(M, ALFA, request(number), Stage.CLOSE, 1, new Assignment.LowerLimits(), NOON);
  }

  private void plan(MigrationId name, String alias) {
    var t = PLAN.target();
    var other = Plans.to(Plans.named(PLAN, name),
        new TargetDomain(new SynchronizerAlias(alias), t.id(), t.protocolVersion(), t.sequencers(), t.trustCollectionFile(), t.admin()));
    durable.migrationDesk().on(new MigrationPlanned(name, other, Plans.HASH, NOON));
  }

  private void start(MigrationId name) {
    database.transaction().executeWithoutResult(status -> durable.migrationDesk().on(new MigrationStarted(name, Plans.HASH, NOON)));
  }

  private void assertRefused(MigrationId name, ProblemCode code, String expected) {
    assertThatThrownBy(() -> start(name)).isInstanceOfSatisfying(OrderRejected.class, e -> {
      assertThat(e.problem().code()).isEqualTo(code);
      assertThat(e.problem().expected()).contains(expected);
      assertThat(e.problem().found()).as("it may be another team's").isNotBlank().doesNotContain(M.value());
    });
  }
}
