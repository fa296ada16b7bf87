// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import static io.cmc.controller.activity.Samples.ALFA;
import static io.cmc.controller.activity.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.controller.activity.Plans;
import io.cmc.controller.activity.Samples;
import io.cmc.controller.participant.Journey.OnTheWay;
import io.cmc.controller.participant.Journey;
import io.cmc.controller.participant.JourneyEvolution;
import io.cmc.controller.participant.Moves;
import io.cmc.controller.participant.Position;
import io.cmc.event.JourneyEvent.Arrival;
import io.cmc.event.JourneyEvent.FellBack;
import io.cmc.event.JourneyEvent.LimitsSaved;
import io.cmc.event.JourneyEvent.ParticipantEnrolled;
import io.cmc.event.MigrationEvent.DifferencesAccepted;
import io.cmc.event.MigrationEvent.MigrationAborted;
import io.cmc.event.MigrationEvent.MigrationPlanned;
import io.cmc.event.StepEvent.StepIntended;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.id.RequestId;
import io.cmc.journey.Assignment;
import io.cmc.journey.Stage;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.MigrationPlan;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PositionDeskTest {

  private static final MigrationPlan PLAN = Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 3);
  private static final ParticipantEnrolled ENROLLED =
      new ParticipantEnrolled(PLAN.migration(), ALFA, ClosingStrategy.PARTICIPANT_LIMITS, BackupStrategy.PG_DUMP, NOON);
  private TestDatabase database;
  private PositionTable positions;
  private PositionDesk desk;

  @BeforeAll void tables() {
    database = TestDatabase.create();
  }

  @BeforeEach void a_plan_is_kept() {
    database.emptied();
    var durable = database.durable();
    durable.migrationDesk().on(new MigrationPlanned(PLAN.migration(), PLAN, Plans.HASH, NOON));
    desk = durable.positionDesk();
    positions = database.positions();
  }

  @Test void it_never_differs_from_the_journey() {
    var seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    var samples = new Samples(seed);
    for (int walk = 0; walk < 40; walk++) {
      database.db().sql("delete from recorded_position").update();
      Journey journey = JourneyEvolution.evolve(new Journey.NotEnrolled(), ENROLLED);
      desk.on(ENROLLED);
      for (int i = 0; i < 40; i++) {
        var kinds = next(((OnTheWay) journey).position().getClass());
        if (kinds.isEmpty()) break;
        var event = samples.of(kinds.get(random.nextInt(kinds.size())));
        journey = JourneyEvolution.evolve(journey, event);
        desk.on(event);

        assertThat(recorded().position()).as("seed %d, walk %d, after %s", seed, walk, event).isEqualTo(((OnTheWay) journey).position().getClass());
        assertThat(recorded().settled()).as("after %s", event).isEqualTo(!(event instanceof FellBack));
      }
    }
  }

  private static List<? extends Class<? extends Arrival>> next(Class<? extends Position> from) {
    return Moves.ALL.stream().filter(m -> m.from() == from).map(m -> m.event()).toList();
  }

  @Test void from_the_intent_of_a_call_to_the_next_arrival_it_is_not_known_how_it_looks() {
    desk.on(ENROLLED);
    desk.on(requested(new Assignment.LowerLimits()));
    assertThat(recorded().settled()).isTrue();

    desk.on(intended());
    assertThat(recorded().settled()).isFalse();

    desk.on(requested(new Assignment.LowerLimits()));
    assertThat(recorded().settled()).as("asked for anew after it was parked").isFalse();
    desk.on(new Samples(1).of(LimitsSaved.class));
    assertThat(recorded().settled()).isTrue();
  }

  @Test void a_backup_and_a_ping_leave_the_look_of_the_participant_alone() {
    desk.on(ENROLLED);
    for (var assignment : List.of(new Assignment.BackUp(), new Assignment.Ping(List.of()))) {
      var before = recorded().version();
      desk.on(requested(assignment));
      desk.on(intended());

      assertThat(recorded().settled()).isTrue();
      assertThat(recorded().version()).isGreaterThan(before);
    }
  }

  @Test void a_difference_that_somebody_accepted_is_not_looked_for_until_the_next_arrival() {
    desk.on(ENROLLED);

    desk.on(new DifferencesAccepted(PLAN.migration(), List.of(ALFA), NOON));

    assertThat(recorded().settled()).isFalse();
  }

  @Test void with_the_end_of_the_migration_it_is_forgotten_but_for_those_who_are_still_to_come_home() {
    desk.on(ENROLLED);
    desk.on(new MigrationAborted(PLAN.migration(), NOON));
    assertThat(positions.of(PLAN.migration().value())).isEmpty();

    desk.on(ENROLLED);
    database.plans().change(PLAN.without(ALFA));
    desk.on(new MigrationAborted(PLAN.migration(), NOON));
    assertThat(positions.of(PLAN.migration().value())).containsOnlyKeys(ALFA);
  }

  private PositionTable.Recorded recorded() {
    return positions.of(PLAN.migration().value()).get(ALFA);
  }

  private static StepRequested requested(Assignment assignment) {
    return new StepRequested(PLAN.migration(), ALFA, new RequestId("r#1"), Stage.CLOSE, 1, assignment, NOON);
  }

  private static StepIntended intended() {
    return new StepIntended(PLAN.migration(), ALFA, new RequestId("r#1"), "a call", NOON);
  }
}
