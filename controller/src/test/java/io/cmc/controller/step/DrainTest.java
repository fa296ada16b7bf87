// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.controller.port.ParticipantNode.InFlight;
import io.cmc.controller.step.StepRun.Result;
import io.cmc.journey.Assignment;
import io.cmc.plan.ClosingStrategy;
import io.cmc.proof.DrainProof;
import io.cmc.proof.DrainProof.InFlightSample;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DrainTest {

  private static final Duration SPAN = Duration.ofSeconds(120);

  private final Trial trial = new Trial();

  @BeforeEach void closed() {
    trial.a.limits = ChangingStepsTest.closed();
  }

  @Test void first_the_whole_span_of_domain_time_must_pass() {
    var from = trial.network.clock.instant();

    var first = later(trial.run(new Assignment.Drain()));
    trial.network.clock.pass(SPAN.minusMillis(1));
    var second = later(trial.run(new Assignment.Drain()));

    assertThat(first.why()).contains("A drains", from.toString(), from.plus(SPAN).toString(), "120.0 s to go", "0 submissions");
    assertThat(first.after()).isEqualTo(Duration.ofSeconds(30));
    assertThat(second.why()).contains("0.0 s to go");
    assertThat(second.after()).isEqualTo(Duration.ofMillis(50));
  }

  /** Answers that are read at the same time say nothing of one another: what was let in unseen must be in the counts or within the span. */
  @Test void the_span_counts_from_after_the_look_that_saw_it_closed_and_counts_come_last_of_all() {
    var order = new CopyOnWriteArrayList<String>();
    var early = new CountDownLatch(1);
    trial.network.duringRead = call -> {
      if (call.equals("A.limits")) givesTimeTo(early);
      if (Set.of("A.domainTime", "A.inFlight").contains(call)) early.countDown();
      order.add(call);
    };

    trial.run(new Assignment.Drain());
    var first = List.copyOf(order);
    order.clear();
    trial.network.clock.pass(SPAN);
    trial.run(new Assignment.Drain());

    assertThat(first.indexOf("A.domainTime")).isGreaterThan(first.indexOf("A.limits"));
    assertThat(first.getLast()).isEqualTo("A.inFlight");
    assertThat(order).containsExactlyInAnyOrder("A.configured", "A.connected", "A.limits", "A.domainTime", "A.inFlight");
    assertThat(order.getLast()).isEqualTo("A.inFlight");
  }

  /** What comes too early would come in this time. */
  private static void givesTimeTo(CountDownLatch early) {
    try {
      early.await(200, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test void the_domains_clock_counts_and_not_ours() {
    trial.run(new Assignment.Drain());
    trial.network.clock.pass(SPAN);
    trial.a.domainClockLag = Duration.ofSeconds(20);

    var waits = later(trial.run(new Assignment.Drain()));

    assertThat(waits.why()).contains("20.0 s to go");
  }

  @Test void after_the_span_three_zero_counts_are_the_proof() {
    var from = trial.network.clock.instant();
    trial.run(new Assignment.Drain());
    trial.network.clock.pass(SPAN);

    var one = later(trial.run(new Assignment.Drain()));
    trial.network.clock.pass(one.after());
    var two = later(trial.run(new Assignment.Drain()));
    trial.network.clock.pass(two.after());
    var proof = proof(trial.run(new Assignment.Drain()));

    assertThat(one.why()).contains("1 of 3");
    assertThat(two.why()).contains("2 of 3");
    assertThat(one.after()).isEqualTo(Duration.ofSeconds(1));
    assertThat(proof.from()).isEqualTo(from);
    assertThat(proof.span()).isEqualTo(SPAN);
    assertThat(proof.passed()).isEqualTo(from.plus(SPAN).plusSeconds(2));
    assertThat(proof.samples()).hasSize(3).allMatch(InFlightSample::zero).extracting(InFlightSample::at)
        .containsExactly(from.plus(SPAN), from.plus(SPAN).plusSeconds(1), from.plus(SPAN).plusSeconds(2));
  }

  @Test void looks_that_follow_too_soon_are_no_further_samples() {
    trial.run(new Assignment.Drain());
    trial.network.clock.pass(SPAN);

    trial.run(new Assignment.Drain());
    trial.run(new Assignment.Drain());
    var third = later(trial.run(new Assignment.Drain()));

    assertThat(third.why()).contains("1 of 3");
  }

  @Test void a_short_span_has_samples_that_are_near_to_each_other_but_never_nearer_than_50_ms() {
    trial.network.source.timeout = Duration.ofMillis(300);
    trial.network.source.tolerance = Duration.ofMillis(400);
    trial.run(new Assignment.Drain());
    trial.network.clock.pass(Duration.ofSeconds(1));
    var tenth = later(trial.run(new Assignment.Drain()));

    trial.askAnew();
    trial.network.source.timeout = Duration.ofMillis(10);
    trial.network.source.tolerance = Duration.ofMillis(10);
    trial.run(new Assignment.Drain());
    trial.network.clock.pass(Duration.ofMillis(30));
    var shortest = later(trial.run(new Assignment.Drain()));

    assertThat(tenth.after()).isEqualTo(Duration.ofMillis(100));
    assertThat(shortest.after()).isEqualTo(Duration.ofMillis(50));
  }

  @Test void a_count_above_zero_after_the_span_makes_the_span_begin_again() {
    trial.run(new Assignment.Drain());
    trial.network.clock.pass(SPAN);
    trial.run(new Assignment.Drain());
    trial.network.clock.pass(Duration.ofSeconds(1));
    trial.a.inFlight = Optional.of(new InFlight(0, 2));
    var restarted = trial.network.clock.instant();

    var busy = later(trial.run(new Assignment.Drain()));
    trial.a.inFlight = Optional.of(new InFlight(0, 0));
    trial.network.clock.pass(SPAN.minusSeconds(1));
    var waits = later(trial.run(new Assignment.Drain()));

    assertThat(busy.why()).contains("0 submissions and 2 transactions", "120.0 s begins again");
    assertThat(waits.why()).contains(restarted.plus(SPAN).toString(), "1.0 s to go");
    assertThat(proofAfterSamples().from()).isEqualTo(restarted);
  }

  @Test void a_count_above_zero_within_the_span_is_told_and_costs_nothing() {
    trial.a.inFlight = Optional.of(new InFlight(3, 1));
    var busy = later(trial.run(new Assignment.Drain()));
    trial.a.inFlight = Optional.of(new InFlight(0, 0));
    trial.network.clock.pass(SPAN);

    assertThat(busy.why()).contains("3 submissions and 1 transactions in flight");
    assertThat(later(trial.run(new Assignment.Drain())).why()).contains("1 of 3");
  }

  @Test void a_release_that_does_not_count_is_drained_by_the_domains_clock_alone() {
    trial.a.inFlight = Optional.empty();
    trial.run(new Assignment.Drain());
    trial.network.clock.pass(SPAN);

    assertThat(proof(trial.run(new Assignment.Drain())).samples()).isEmpty();
  }

  @Test void what_was_noted_survives_a_restart() {
    var from = trial.network.clock.instant();
    trial.run(new Assignment.Drain());
    trial.network.clock.pass(SPAN);
    trial.run(new Assignment.Drain());
    trial.restart();
    trial.network.clock.pass(Duration.ofSeconds(1));

    assertThat(later(trial.run(new Assignment.Drain())).why()).contains("2 of 3");
    assertThat(proofAfterSamples().from()).isEqualTo(from);
  }

  @Test void a_drain_that_takes_longer_than_the_plan_allows_needs_a_person() {
    trial.plan.drainLimit = Duration.ofMinutes(10);
    trial.a.inFlight = Optional.of(new InFlight(0, 1));
    trial.run(new Assignment.Drain());
    trial.network.clock.pass(Duration.ofMinutes(10));
    assertThat(trial.run(new Assignment.Drain())).isInstanceOf(Result.Later.class);
    trial.network.clock.pass(Duration.ofSeconds(1));

    assertThat(trial.run(new Assignment.Drain())).isInstanceOfSatisfying(Result.Failed.class, failed -> {
      assertThat(failed.problem().code()).isEqualTo(ProblemCode.DRAIN_TOO_LONG);
      assertThat(failed.problem().expected()).contains("600.0 s");
      assertThat(failed.problem().found()).contains("0 submissions and 1 transactions in flight after 601.0 s");
      assertThat(failed.again()).isFalse();
    });
  }

  @Test void a_proof_that_comes_after_the_limit_is_a_proof_all_the_same() {
    trial.plan.drainLimit = Duration.ofSeconds(121);
    trial.a.inFlight = Optional.empty();
    trial.run(new Assignment.Drain());
    trial.network.clock.pass(Duration.ofMinutes(5));

    assertThat(trial.run(new Assignment.Drain())).isInstanceOf(Result.Reached.class);
  }

  @Test void who_opens_the_limits_meanwhile_stops_the_drain() {
    trial.run(new Assignment.Drain());
    trial.a.limits = Samples.LIMITS;

    assertThat(trial.run(new Assignment.Drain())).isInstanceOfSatisfying(Result.Failed.class, failed ->
        assertThat(failed.problem().code()).isEqualTo(ProblemCode.LIMITS_CHANGED));
  }

  @Test void who_raises_the_domains_rate_meanwhile_stops_the_drain() {
    trial.plan.closing = ClosingStrategy.DOMAIN_RATE;
    trial.network.source.rate = Optional.of(0);
    var closed = trial.run(new Assignment.Drain());
    trial.network.source.rate = Optional.of(7);

    assertThat(closed).isInstanceOf(Result.Later.class);
    assertThat(trial.run(new Assignment.Drain())).isInstanceOfSatisfying(Result.Failed.class, failed ->
        assertThat(failed.problem().found()).isEqualTo("7"));
  }

  @Test void a_participant_that_lost_the_source_is_waited_for_because_nothing_drains_without() {
    trial.run(new Assignment.Drain());
    trial.network.clock.pass(SPAN);
    trial.a.link("olddomain").connected = false;

    assertThat(later(trial.run(new Assignment.Drain())).why()).contains("connected to olddomain again");
  }

  @Test void at_the_barrier_it_must_be_closed_and_count_zero_but_no_time_must_pass() {
    assertThat(trial.lookAgain(new Assignment.Drain())).isInstanceOf(Sight.Done.class);

    trial.a.inFlight = Optional.of(new InFlight(0, 1));
    assertThat(trial.lookAgain(new Assignment.Drain())).isInstanceOf(Sight.NotYet.class);

    trial.a.inFlight = Optional.empty();
    trial.a.limits = Samples.LIMITS;
    assertThat(trial.lookAgain(new Assignment.Drain())).isInstanceOf(Sight.Blocked.class);
  }

  private DrainProof proofAfterSamples() {
    Result result = trial.run(new Assignment.Drain());
    while (result instanceof Result.Later waits) {
      trial.network.clock.pass(waits.after());
      result = trial.run(new Assignment.Drain());
    }
    return proof(result);
  }

  private DrainProof proof(Result result) {
    return trial.reached(result, Report.ParticipantDrained.class).proof();
  }

  private static Result.Later later(Result result) {
    assertThat(result).isInstanceOf(Result.Later.class);
    return (Result.Later) result;
  }
}
