// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.rejection.ProblemCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TogetherTest {

  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  @Test void as_many_as_allowed_run_at_once_and_no_more() {
    var four = new CountDownLatch(4);

    var answers = new Together(4).ask(IntStream.range(0, 40).boxed().toList(), n -> {
      most.accumulateAndGet(running.incrementAndGet(), Math::max);
      four.countDown();
      await(four); // the first four meet here, or the test fails
      running.decrementAndGet();
      return n * 2;
    });

    assertThat(answers).isEqualTo(IntStream.range(0, 40).map(n -> n * 2).boxed().toList());
    assertThat(most).hasValue(4);
  }

  @Test void what_is_to_be_apart_begins_no_earlier_but_for_the_first_two() {
    var apart = Duration.ofMillis(100);
    var begun = System.nanoTime();

    var after = new Together(4).ask(IntStream.range(0, 5).boxed().toList(), apart, n -> System.nanoTime() - begun);

    for (int i = 2; i < 5; i++) assertThat(after.get(i)).as("question %d", i).isGreaterThanOrEqualTo(apart.multipliedBy(i - 1).toNanos());
  }

  @Test void one_at_a_time_stays_on_the_callers_thread() {
    var threads = new Together(1).ask(List.of(1, 2, 3), n -> Thread.currentThread());

    assertThat(threads).containsOnly(Thread.currentThread());
  }

  @Test void trouble_reaches_the_caller_as_it_was() {
    var trouble = FakeNetwork.trouble(Kind.TRANSIENT, ProblemCode.NODE_UNREACHABLE);

    assertThatThrownBy(() -> new Together(4).ask(List.of(1, 2), n -> {
      throw trouble;
    })).isSameAs(trouble).isInstanceOf(NodeTrouble.class);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).as("four at once").isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
