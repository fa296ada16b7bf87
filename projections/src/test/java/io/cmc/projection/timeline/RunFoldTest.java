// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.event.Event;
import io.cmc.event.JourneyEvent.DrainProved;
import io.cmc.event.JourneyEvent.LimitsLowered;
import io.cmc.event.MigrationEvent.*;
import io.cmc.event.StepEvent.*;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.RequestId;
import io.cmc.journey.Assignment;
import io.cmc.journey.Confirmation;
import io.cmc.journey.Phase;
import io.cmc.journey.Stage;
import io.cmc.journey.StepName;
import io.cmc.plan.ClosingStrategy;
import io.cmc.projection.RandomHistory;
import io.cmc.projection.RandomMigration;
import io.cmc.projection.SamplePlan;
import io.cmc.projection.timeline.StepRun.Outcome;
import io.cmc.proof.DrainProof;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunFoldTest {

  private static final Instant T0 = Instant.parse("2026-03-07T06:00:00Z");
  private static final MigrationId NET = new MigrationId("net-1");
  private static final NodeName ALFA = new NodeName("alfa");
  private static final NodeName BRAVO = new NodeName("bravo");
  private static final Problem PROBLEM = Problem.of(ProblemCode.SPACE_SHORT, "12 GB", "3 GB");

  @Test void work_and_waiting_for_people_are_told_apart_in_the_run_its_phases_and_its_steps() {
    var times = fold(planned(), started(60), new PhaseBegan(NET, Phase.QUIESCE, at(60)),
        asked(ALFA, new Assignment.LowerLimits(), 60), new StepDelayed(NET, ALFA, id(ALFA), 1, PROBLEM, at(65), at(63)),
        new StepParked(NET, ALFA, id(ALFA), PROBLEM, at(70)), new StepUnparked(NET, ALFA, id(ALFA), at(100)),
        new LimitsLowered(NET, ALFA, at(110)), new PhaseEnded(NET, Phase.QUIESCE, at(110)),
        new GateHeld(NET, Phase.DRAIN, at(110)), new GateReleased(NET, Phase.DRAIN, at(170)), new PhaseBegan(NET, Phase.DRAIN, at(170)),
        asked(ALFA, new Assignment.Drain(), 170), asked(BRAVO, new Assignment.Drain(), 170),
        new MigrationHeld(NET, "wait", at(175)), drained(ALFA, 180), new MigrationResumed(NET, at(185)), drained(BRAVO, 200),
        new PhaseEnded(NET, Phase.DRAIN, at(200)), new SoakBegan(NET, at(300), at(200)), new SoakEnded(NET, at(300)),
        new MigrationCompleted(NET, at(301)));

    assertThat(times.started()).contains(at(60));
    assertThat(times.ended()).contains(at(301));
    assertThat(times.taken()).isEqualTo(taken(41, 100, 100));
    assertThat(times.phases()).containsExactly(new PhaseRun(Phase.QUIESCE, taken(20, 30, 0), 1, true),
        new PhaseRun(Phase.DRAIN, taken(20, 70, 0), 1, true));
    assertThat(times.steps()).containsExactly(
        new StepRun(ALFA, StepName.LOWER_LIMITS, taken(20, 30, 0), Outcome.DONE, 1, new StepRun.Trouble(1, 1, 0)),
        new StepRun(ALFA, StepName.DRAIN, taken(10, 0, 0), Outcome.DONE, 1, StepRun.Trouble.NONE),
        new StepRun(BRAVO, StepName.DRAIN, taken(30, 0, 0), Outcome.DONE, 1, StepRun.Trouble.NONE));
  }

  @Test void what_asks_a_person_for_something_waits_for_people() {
    var times = fold(planned(), started(0), new PhaseBegan(NET, Phase.QUIESCE, at(0)),
        asked(NodeName.DOMAINS, new Assignment.ConfirmClosed(), 0),
        new StepWaiting(NET, NodeName.DOMAINS, id(NodeName.DOMAINS), "somebody to close the ingress and to confirm INGRESS_CLOSED", at(3600), at(2)),
        new ExternallyConfirmed(NET, Confirmation.INGRESS_CLOSED, "CHG-7", at(62)), new PhaseEnded(NET, Phase.QUIESCE, at(63)));

    assertThat(times.taken()).isEqualTo(taken(3, 60, 0));
    assertThat(times.steps()).containsExactly(
        new StepRun(NodeName.DOMAINS, StepName.CONFIRM_CLOSED, taken(2, 60, 0), Outcome.DONE, 1, StepRun.Trouble.NONE));
  }

  @Test void what_goes_on_or_is_parked_or_was_broken_off_is_said() {
    var times = fold(planned(), started(0), new PhaseBegan(NET, Phase.DRAIN, at(0)), asked(ALFA, new Assignment.Drain(), 0),
        asked(BRAVO, new Assignment.Drain(), 0), new StepParked(NET, BRAVO, id(BRAVO), PROBLEM, at(5)), new AbortBegan(NET, "no", at(10)),
        asked(ALFA, new Assignment.LeaveSource(null), 10), new MigrationHeld(NET, "wait", at(20)));

    assertThat(times.ended()).isEmpty();
    assertThat(times.phases()).singleElement().extracting(PhaseRun::ended).isEqualTo(false);
    assertThat(times.steps()).extracting(StepRun::node, StepRun::step, StepRun::outcome).containsExactly(
        org.assertj.core.api.Assertions.tuple(ALFA, StepName.DRAIN, Outcome.BROKEN_OFF),
        org.assertj.core.api.Assertions.tuple(BRAVO, StepName.DRAIN, Outcome.PARKED),
        org.assertj.core.api.Assertions.tuple(ALFA, StepName.LEAVE_SOURCE, Outcome.UNDER_WAY));
  }

  @Test void the_shares_of_any_run_are_the_whole_of_it_and_no_time_is_negative() {
    var random = RandomHistory.random("RunFoldTest");
    for (int i = 0; i < 50; i++) {
      var times = fold(RandomMigration.of(random, NET, List.of(ALFA, BRAVO, new NodeName("charlie"))).toArray(Event[]::new));
      if (times.started().isEmpty()) continue;
      times.ended().ifPresent(end -> assertThat(times.taken().whole()).isEqualTo(Duration.between(times.started().get(), end)));
      assertThat(times.steps()).isNotEmpty().allSatisfy(s -> notNegative(s.taken()));
      assertThat(times.phases()).isNotEmpty().allSatisfy(p -> notNegative(p.taken()));
      assertThat(times.phases().stream().map(p -> p.taken().whole()).reduce(Duration.ZERO, Duration::plus))
          .isLessThanOrEqualTo(times.taken().whole());
    }
  }

  private static void notNegative(Taken taken) {
    assertThat(List.of(taken.work(), taken.people(), taken.soak())).noneMatch(Duration::isNegative);
  }

  private static RunTimes fold(Event... events) {
    var fold = new RunFold();
    for (var event : events) fold.take(event);
    return fold.times();
  }

  private static Event planned() {
    return new MigrationPlanned(NET, SamplePlan.of(NET, List.of(ALFA, BRAVO), ClosingStrategy.PARTICIPANT_LIMITS), SamplePlan.HASH, T0);
  }

  private static Event started(int second) {
    return new MigrationStarted(NET, SamplePlan.HASH, at(second));
  }

  private static Event asked(NodeName node, Assignment assignment, int second) {
    return new StepRequested(NET, node, id(node), Stage.DRAIN, 1, assignment, at(second));
  }

  private static Event drained(NodeName node, int second) {
    return new DrainProved(NET, node, new DrainProof(T0, T0, Duration.ZERO, List.of(new DrainProof.InFlightSample(T0, 0, 0))), at(second));
  }

  private static RequestId id(NodeName node) {
    return new RequestId(node + "#1");
  }

  private static Instant at(int second) {
    return T0.plusSeconds(second);
  }

  private static Taken taken(int work, int people, int soak) {
    return new Taken(Duration.ofSeconds(work), Duration.ofSeconds(people), Duration.ofSeconds(soak));
  }
}
