// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.controller.step.FakeNetwork;
import io.cmc.controller.step.PlanOf;
import io.cmc.id.NodeName;
import io.cmc.plan.ClosingStrategy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LooksTest {

  @Test void two_hundred_are_looked_at_within_ten_seconds_although_fifty_hang() {
    var network = new FakeNetwork(IntStream.range(0, 200).mapToObj("n%03d"::formatted).toArray(String[]::new));
    var plan = new PlanOf(network).plan();
    var never = new CountDownLatch(1);
    network.duringRead = call -> {
      if (Integer.parseInt(call.substring(1, 4)) < 50) deaf(never);
    };

    var began = System.nanoTime();
    var seen = new Looks(network, 64, Duration.ofMillis(1500)).at(plan, plan.names());
    var taken = Duration.ofNanos(System.nanoTime() - began);
    never.countDown();

    System.out.println("200 participants of which 50 hang were looked at in " + taken.toMillis() + " ms");
    assertThat(seen).hasSize(150).doesNotContainKey(new NodeName("n049")).containsKey(new NodeName("n050"));
    assertThat(taken).isLessThan(Duration.ofSeconds(10));
    assertThat(network.journal).as("calls that change").isEmpty();
    assertThat(network.probes).isEmpty();
  }

  @Test void both_lists_and_the_limits_are_read() {
    var network = new FakeNetwork("A");
    network.participant("A").moved("newdomain");
    network.participant("A").link("newdomain").connected = true;

    assertThat(new Looks(network, 1, Duration.ofSeconds(9)).at(new PlanOf(network).plan(), List.of(new NodeName("A")))).hasEntrySatisfying(new NodeName("A"), s -> {
      assertThat(s.source().listed()).isFalse();
      assertThat(s.target().connected()).isTrue();
      assertThat(s.target().waits()).isTrue();
      assertThat(s.limits()).contains(network.participant("A").limits);
      assertThat(s.sourceRate()).isEmpty();
    });
  }

  @Test void where_the_rate_closes_it_is_read_as_the_participant_sees_it_and_limits_are_left_alone() {
    var network = new FakeNetwork("A");
    var plan = new PlanOf(network);
    plan.closing = ClosingStrategy.DOMAIN_RATE;
    network.source.rate = Optional.of(7);

    assertThat(new Looks(network, 1, Duration.ofSeconds(9)).at(plan.plan(), List.of(new NodeName("A")))).hasEntrySatisfying(new NodeName("A"), s -> {
      assertThat(s.sourceRate()).contains(7);
      assertThat(s.limits()).isEmpty();
    });
  }

  /** As a call that does not even end when its thread is interrupted. */
  private static void deaf(CountDownLatch never) {
    while (never.getCount() > 0) {
      try {
        never.await();
      } catch (InterruptedException e) {
        continue;
      }
    }
  }
}
