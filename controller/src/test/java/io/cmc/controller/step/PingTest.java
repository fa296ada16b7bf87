// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.controller.step.StepRun.Result;
import io.cmc.journey.Assignment;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.Verification;
import io.cmc.proof.PingResult;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PingTest {

  private final Trial trial = new Trial();
  private final Assignment.Ping ping = Samples.ping(trial.network, "B", "C");

  @Test void everybody_is_pinged_once_and_the_answers_are_reported() {
    var pings = trial.reached(trial.run(ping), Report.ParticipantVerified.class).pings();

    assertThat(pings).extracting(result -> result.to().value()).containsExactly("B", "C");
    assertThat(pings).allMatch(PingResult::answered);
    assertThat(trial.network.journal).containsExactlyInAnyOrder("A.ping(B::1220cc)", "A.ping(C::1220cc)");
  }

  /** Four commands a second are for pings and answers: as many of each where all send at once, hardly any answers where few do. */
  @Test void pings_leave_room_for_the_answers_of_whoever_is_pinged_meanwhile() {
    var many = new PlanOf(new FakeNetwork(IntStream.range(0, 128).mapToObj(n -> "P" + n).toArray(String[]::new)));

    assertThat(Ping.apart(trial.plan.plan())).isEqualTo(Duration.ofMillis(750));
    assertThat(Ping.apart(many.plan())).isEqualTo(Duration.ofNanos(468_750_000));
    many.closing = ClosingStrategy.OUTSIDE;
    assertThat(Ping.apart(many.plan())).isZero();
  }

  @Test void no_more_pings_are_on_their_way_than_half_of_the_small_limit() {
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    var two = new CountDownLatch(2);
    trial.a.whilePinging = () -> {
      most.accumulateAndGet(running.incrementAndGet(), Math::max);
      two.countDown();
      QuestionsTest.met(two);
      running.decrementAndGet();
    };

    trial.run(Samples.ping(trial.network, "B", "C", "B", "C", "B", "C"));

    assertThat(Verification.DEFAULT.smallMaxDirtyRequests()).isEqualTo(4);
    assertThat(most).hasValue(2);
  }

  @Test void the_time_a_ping_took_is_told() {
    trial.a.whilePinging = () -> trial.network.clock.pass(Duration.ofSeconds(4));

    var pings = trial.reached(trial.run(Samples.ping(trial.network, "B")), Report.ParticipantVerified.class).pings();

    assertThat(pings.getFirst().took()).isEqualTo(Duration.ofSeconds(4));
  }

  @Test void who_does_not_answer_is_named_and_only_they_are_pinged_again() {
    trial.a.deafTo.add("C::1220cc");

    var failed = (Result.Failed) trial.run(ping);
    trial.network.journal.clear();
    trial.a.deafTo.clear();
    var pings = trial.reached(trial.run(ping), Report.ParticipantVerified.class).pings();

    assertThat(failed.again()).isTrue();
    assertThat(failed.problem().code()).isEqualTo(ProblemCode.PING_FAILED);
    assertThat(failed.problem().sentence()).contains("60.0 s", "A -> C").doesNotContain("A -> B");
    assertThat(trial.network.journal).containsExactly("A.ping(C::1220cc)");
    assertThat(pings).hasSize(2);
  }

  @Test void a_restart_forgets_the_answers_and_everybody_is_pinged_again() {
    trial.run(ping);
    trial.restart();

    trial.reached(trial.run(ping), Report.ParticipantVerified.class);

    assertThat(trial.network.journal).hasSize(4);
  }

  @Test void answers_to_another_request_do_not_count() {
    trial.run(ping);
    trial.askAnew();

    assertThat(trial.look(ping)).isInstanceOf(Sight.NotYet.class);
  }

  @Test void who_has_nobody_to_ping_is_verified() {
    assertThat(trial.reached(trial.run(new Assignment.Ping(List.of())), Report.ParticipantVerified.class).pings()).isEmpty();
    assertThat(trial.network.journal).isEmpty();
  }

  @Test void at_the_barrier_nobody_is_pinged_but_the_participant_must_be_well_on_the_target() {
    trial.a.moved("newdomain");
    assertThat(trial.lookAgain(ping)).isInstanceOf(Sight.NotYet.class);

    trial.a.link("newdomain").connected = true;
    assertThat(trial.lookAgain(ping)).isInstanceOf(Sight.Done.class);
    assertThat(trial.network.journal).isEmpty();
  }
}
