// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.controller.port.Fence;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.rejection.ProblemCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuestionsTest {

  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  @Test void as_many_as_allowed_are_asked_at_once_and_no_more() {
    var four = new CountDownLatch(4);

    try (var questions = new Together(4).questions()) {
      var answers = IntStream.range(0, 20).mapToObj(n -> questions.ask(() -> {
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        four.countDown();
        met(four); // the first four meet here, or the test fails
        running.decrementAndGet();
        return n;
      })).toList();

      assertThat(answers.stream().map(Supplier::get)).isEqualTo(IntStream.range(0, 20).boxed().toList());
    }
    assertThat(most).hasValue(4);
  }

  @Test void the_first_trouble_is_that_of_the_first_answer_that_is_needed_whatever_failed_first() {
    var first = FakeNetwork.trouble(Kind.TRANSIENT, ProblemCode.NODE_UNREACHABLE);
    var second = FakeNetwork.trouble(Kind.PERMANENT, ProblemCode.NOT_AUTHORISED);
    var secondFailed = new CountDownLatch(1);

    try (var questions = new Together(4).questions()) {
      var one = questions.ask(() -> {
        met(secondFailed);
        throw first;
      });
      var other = questions.ask(() -> {
        secondFailed.countDown();
        throw second;
      });

      assertThatThrownBy(one::get).isSameAs(first);
      assertThatThrownBy(other::get).isSameAs(second);
    }
  }

  @Test void what_nobody_needs_any_more_is_ended_before_the_look_ends() {
    var asked = new CountDownLatch(1);
    var ended = new AtomicBoolean();

    try (var questions = new Together(4).questions()) {
      questions.ask(() -> {
        asked.countDown();
        try {
          return new CountDownLatch(1).await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
          ended.set(true);
          throw new IllegalStateException(e);
        }
      });
      met(asked);
    }

    assertThat(ended).isTrue();
  }

  @Test void whoever_is_told_to_end_hears_what_his_question_came_to() throws Exception {
    var trouble = FakeNetwork.trouble(Kind.TRANSIENT, ProblemCode.NODE_TIMEOUT);
    var asked = new CountDownLatch(1);
    var heard = new ArrayList<Throwable>();
    var interrupted = new AtomicBoolean();
    var look = Thread.ofVirtual().start(() -> {
      try (var questions = new Together(4).questions()) {
        questions.ask(() -> {
          asked.countDown();
          try {
            return new CountDownLatch(1).await(1, TimeUnit.MINUTES);
          } catch (InterruptedException e) {
            throw trouble;
          }
        }).get();
      } catch (RuntimeException e) {
        heard.add(e);
        interrupted.set(Thread.currentThread().isInterrupted());
      }
    });
    met(asked);

    look.interrupt();

    assertThat(look.join(Duration.ofSeconds(20))).isTrue();
    assertThat(heard).containsExactly(trouble);
    assertThat(interrupted).isTrue();
  }

  @Test void one_at_a_time_each_is_asked_once_where_its_answer_is_needed_on_the_callers_thread() {
    var asked = new ArrayList<String>();

    try (var questions = new Together(1).questions()) {
      var one = questions.ask(() -> asked.add("one " + Thread.currentThread().threadId()));
      var other = questions.ask(() -> asked.add("other " + Thread.currentThread().threadId()));
      questions.ask(() -> asked.add("not needed"));
      other.get();
      one.get();
      one.get();
    }

    var here = Thread.currentThread().threadId();
    assertThat(asked).isEqualTo(List.of("other " + here, "one " + here));
  }

  @Test void a_question_stands_behind_the_fence_of_who_asks() {
    var answer = Fence.around(() -> false, () -> {
      try (var questions = new Together(4).questions()) {
        return questions.ask(() -> {
          try {
            return Fence.pass().good();
          } catch (Fence.Closed closed) {
            return "closed";
          }
        }).get();
      }
    });

    assertThat(answer).isEqualTo("closed");
  }

  /** Waits for others, who have to come. */
  static void met(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).as("who was to come").isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
