// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Who may make a changing call, and for how long. */
class FenceTest {

  private final AtomicLong nanos = new AtomicLong(-3);

  @Test void what_is_behind_no_fence_may_pass() {
    assertThat(Fence.pass().good()).isTrue();
  }

  @Test void it_is_asked_anew_for_every_call_and_shut_when_the_work_is_somebody_elses() {
    var asked = new AtomicInteger();

    Fence.around(() -> asked.incrementAndGet() < 3, () -> {
      Fence.pass();
      Fence.pass();
      return assertThatThrownBy(Fence::pass).isInstanceOf(Fence.Closed.class);
    });

    assertThat(asked).hasValue(3);
  }

  @Test void a_pass_is_good_for_a_moment_counted_from_before_the_question() {
    Fence.around(() -> nanos.addAndGet(Fence.PASS.toNanos() / 2) < Long.MAX_VALUE, nanos::get, () -> {
      var pass = Fence.pass();
      assertThat(pass.good()).isTrue();
      nanos.addAndGet(Fence.PASS.toNanos() / 2);
      return assertThat(pass.good()).isFalse();
    });
  }

  @Test void it_stands_on_other_threads_where_it_was_carried_to_and_nowhere_else() throws Exception {
    var mine = new AtomicBoolean(true);

    Fence.around(mine::get, () -> {
      var carried = Fence.carried(() -> Fence.pass());
      mine.set(false);
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        assertThat(threads.submit(() -> Fence.pass().good()).get()).isTrue();
        return assertThatThrownBy(() -> threads.submit(carried).get()).hasCauseInstanceOf(Fence.Closed.class);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    });
  }
}
