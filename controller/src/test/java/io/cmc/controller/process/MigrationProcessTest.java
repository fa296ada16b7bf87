// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.process;

import static io.cmc.controller.activity.Samples.MIGRATION;
import static io.cmc.controller.activity.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.command.NoteDeadline;
import io.cmc.controller.activity.Plans;
import io.cmc.controller.migration.Deadlines;
import io.cmc.event.MigrationEvent.BarrierLookBegan;
import io.cmc.event.MigrationEvent.MigrationAborted;
import io.cmc.event.MigrationEvent.MigrationCompleted;
import io.cmc.event.MigrationEvent.MigrationPlanned;
import io.cmc.event.MigrationEvent.PhaseBegan;
import io.cmc.event.MigrationEvent.PhaseEnded;
import io.cmc.event.MigrationEvent.PreflightPassed;
import io.cmc.event.MigrationEvent.SoakBegan;
import io.cmc.event.MigrationEvent.StageBegan;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.journey.Phase;
import io.cmc.journey.Stage;
import io.cmc.plan.ClosingStrategy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.test.saga.ContinuedGivenState;
import org.axonframework.test.saga.SagaTestFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The face that Axon sees of a migration's process, its timers included. */
class MigrationProcessTest {

  private static final String ID = MIGRATION.value();
  private static final MigrationPlanned PLANNED = new MigrationPlanned(MIGRATION, Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 3), Plans.HASH, NOON);
  private static final PhaseBegan DRAIN = new PhaseBegan(MIGRATION, Phase.DRAIN, NOON);
  private static final Duration LIMIT = PLANNED.plan().pace().phaseLimit();

  private final SagaTestFixture<MigrationProcess> fixture = new SagaTestFixture<>(MigrationProcess.class);
  private final List<Reaction> sent = new ArrayList<>();

  @BeforeEach void parts() {
    fixture.registerResource(new FanOut() {
      @Override public void sendThrough(MigrationId migration, Stage stage, int round, boolean binding, List<NodeName> participants) {
        sent.add(new Reaction.SendThrough(stage, round, binding, participants));
      }

      @Override public void lookAtAll(MigrationId migration, Stage stage, int round, List<NodeName> participants) {
        sent.add(new Reaction.LookAtAll(stage, round, participants));
      }

      @Override public void compare(MigrationId migration, int run, List<NodeName> participants) {
        sent.add(new Reaction.Compare(run, participants));
      }

      @Override public void release(MigrationId migration, NodeName participant) {
        sent.add(new Reaction.Release(participant));
      }

      @Override public void drop(MigrationId migration, NodeName participant, String check) {
        sent.add(new Reaction.Drop(participant, check));
      }
    });
    fixture.registerResource((InstantSource) fixture::currentTime);
    fixture.givenCurrentTime(NOON);
  }

  @Test void a_process_begins_with_the_plan_and_ends_with_the_migration() {
    planned().whenAggregate(ID).publishes(new MigrationCompleted(MIGRATION, NOON)).expectActiveSagas(0);
    assertThat(sent).isEmpty();
  }

  @Test void it_ends_with_an_abort_as_well() {
    planned().whenAggregate(ID).publishes(new MigrationAborted(MIGRATION, NOON)).expectActiveSagas(0).expectNoScheduledDeadlines();
  }

  @Test void a_migration_that_is_another_one_is_not_its_own() {
    planned().whenAggregate("net-us-1").publishes(new MigrationCompleted(new MigrationId("net-us-1"), NOON)).expectActiveSagas(1);
  }

  @Test void participants_of_a_stage_are_sent_through_it() {
    planned().whenAggregate(ID).publishes(new StageBegan(MIGRATION, Stage.DRAIN, 2, true, List.of(Plans.name(1)), NOON));

    assertThat(sent).containsExactly(new Reaction.SendThrough(Stage.DRAIN, 2, true, List.of(Plans.name(1))));
  }

  @Test void a_stage_on_the_domains_is_sent_to_nobody() {
    planned().whenAggregate(ID).publishes(new StageBegan(MIGRATION, Stage.CHECK_DOMAINS, 1, true, List.of(), NOON));

    assertThat(sent).isEmpty();
  }

  @Test void at_a_barrier_all_participants_of_the_plan_are_looked_at() {
    planned().whenAggregate(ID).publishes(new BarrierLookBegan(MIGRATION, Stage.DRAIN, 1, NOON));

    assertThat(sent).containsExactly(new Reaction.LookAtAll(Stage.DRAIN, 1, PLANNED.plan().names()));
  }

  @Test void a_phase_that_takes_longer_than_its_limit_is_noted_as_overdue() {
    planned().andThenAggregate(ID).published(DRAIN)
        .whenTimeElapses(LIMIT)
        .expectDispatchedCommands(new NoteDeadline(MIGRATION, Deadlines.PHASE_OVERDUE, "DRAIN", NOON.plus(LIMIT)));
  }

  @Test void a_phase_that_has_ended_is_not_overdue() {
    planned().andThenAggregate(ID).published(DRAIN, new PhaseEnded(MIGRATION, Phase.DRAIN, NOON))
        .whenTimeElapses(LIMIT.multipliedBy(2))
        .expectNoDispatchedCommands();
  }

  @Test void only_the_phase_that_is_going_on_has_a_timer() {
    planned().andThenAggregate(ID).published(DRAIN, new PhaseBegan(MIGRATION, Phase.ABORT, NOON))
        .whenTimeElapses(LIMIT)
        .expectDispatchedCommands(new NoteDeadline(MIGRATION, Deadlines.PHASE_OVERDUE, "ABORT", NOON.plus(LIMIT)));
  }

  @Test void checks_on_request_that_have_ended_leave_no_timer_behind() {
    planned().andThenAggregate(ID).published(new PhaseBegan(MIGRATION, Phase.PREFLIGHT, NOON))
        .whenAggregate(ID).publishes(new PreflightPassed(MIGRATION, 1, NOON))
        .expectNoScheduledDeadlines().expectActiveSagas(1);
  }

  @Test void when_the_soak_time_is_over_the_migration_is_told() {
    planned().andThenAggregate(ID).published(new SoakBegan(MIGRATION, NOON.plusSeconds(7200), NOON))
        .whenTimeAdvancesTo(NOON.plusSeconds(7200))
        .expectDispatchedCommands(new NoteDeadline(MIGRATION, Deadlines.SOAK_OVER, "", NOON.plusSeconds(7200)));
  }

  @Test void a_soak_time_is_not_over_early() {
    planned().andThenAggregate(ID).published(new SoakBegan(MIGRATION, NOON.plusSeconds(7200), NOON))
        .whenTimeAdvancesTo(NOON.plusSeconds(7199))
        .expectNoDispatchedCommands();
  }

  @Test void a_soak_time_that_is_handled_late_ends_at_its_time_all_the_same() {
    planned().andThenAggregate(ID).published(new SoakBegan(MIGRATION, NOON.plusSeconds(5), NOON.minusSeconds(7195)))
        .whenTimeAdvancesTo(NOON.plusSeconds(5))
        .expectDispatchedCommands(new NoteDeadline(MIGRATION, Deadlines.SOAK_OVER, "", NOON.plusSeconds(5)));
  }

  @Test void a_soak_time_is_waited_for_once_even_where_the_clock_was_an_hour_ahead() {
    var hourAhead = NOON.plusSeconds(3600);
    planned().andThenAggregate(ID).published(new SoakBegan(MIGRATION, hourAhead.plusSeconds(5), hourAhead))
        .whenTimeAdvancesTo(NOON.plusSeconds(5))
        .expectDispatchedCommands(new NoteDeadline(MIGRATION, Deadlines.SOAK_OVER, "", hourAhead.plusSeconds(5)));
  }

  private ContinuedGivenState planned() {
    return fixture.givenAggregate(ID).published(PLANNED);
  }
}
