// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever asks while others are being answered is answered with the next, each with his own answer. */
class GatheringTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  private final ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor();
  private final ConcurrentLinkedQueue<List<Integer>> together = new ConcurrentLinkedQueue<>();
  private final CountDownLatch door = new CountDownLatch(1);

  @AfterEach void all_are_answered() {
    door.countDown();
    askers.close();
  }

  @Test void who_is_alone_is_answered_alone() {
    var gathering = new Gathering<Integer, Integer>(1, 10, LONG);

    assertThat(gathering.ask(7, this::doubled)).isEqualTo(14);
    assertThat(gathering.ask(8, this::doubled)).isEqualTo(16);
    assertThat(together).containsExactly(List.of(7), List.of(8));
  }

  @Test void those_who_come_meanwhile_are_answered_together_each_with_his_own() throws Exception {
    var gathering = new Gathering<Integer, Integer>(1, 3, LONG);
    var first = asked(() -> gathering.ask(0, this::behindTheDoor));
    await().until(() -> together.size() == 1);
    var others = new ArrayList<Future<Integer>>();
    for (var n : List.of(1, 2, 3, 4)) {
      var thread = new CountDownLatch(1);
      others.add(asked(() -> {
        thread.countDown();
        return gathering.ask(n, this::doubled);
      }));
      thread.await();
      await().until(() -> gathering.waiting() == n);
    }

    door.countDown();

    assertThat(first.get()).isZero();
    for (int i = 0; i < 4; i++) assertThat(others.get(i).get()).isEqualTo(2 * (i + 1));
    assertThat(together).containsExactly(List.of(0), List.of(1, 2, 3), List.of(4));
  }

  @Test void as_many_groups_as_it_may_are_answered_side_by_side() throws Exception {
    var gathering = new Gathering<Integer, Integer>(2, 10, LONG);
    for (var n : List.of(1, 2)) {
      asked(() -> gathering.ask(n, this::behindTheDoor));
      await().until(() -> together.size() == n);
    }

    var third = asked(() -> gathering.ask(3, this::doubled));
    await().until(() -> gathering.waiting() == 1);
    assertThat(third.isDone()).isFalse();
    door.countDown();

    assertThat(third.get()).isEqualTo(6);
  }

  @Test void who_has_waited_for_long_asks_by_himself() {
    var gathering = new Gathering<Integer, Integer>(1, 10, Duration.ofMillis(20));
    var first = asked(() -> gathering.ask(1, this::behindTheDoor));
    await().until(() -> together.size() == 1);

    assertThat(gathering.ask(2, this::doubled)).isEqualTo(4);

    assertThat(first.isDone()).isFalse();
    assertThat(gathering.waiting()).isZero();
    door.countDown();
    assertThat(gathering.ask(3, this::doubled)).isEqualTo(6);
  }

  @Test void who_is_interrupted_asks_by_himself() {
    var gathering = new Gathering<Integer, Integer>(1, 10, LONG);
    asked(() -> gathering.ask(1, this::behindTheDoor));
    await().until(() -> together.size() == 1);

    Thread.currentThread().interrupt();

    assertThat(gathering.ask(2, this::doubled)).isEqualTo(4);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test void what_fails_fails_for_all_that_were_asked_for_and_for_nobody_else() {
    var gathering = new Gathering<Integer, Integer>(1, 10, LONG);

    assertThatThrownBy(() -> gathering.ask(1, all -> {
      throw new IllegalStateException("no answer");
    })).isInstanceOf(IllegalStateException.class).hasMessage("no answer");

    assertThat(gathering.ask(2, this::doubled)).isEqualTo(4);
  }

  @Test void nobody_is_forgotten_however_many_ask() throws Exception {
    var gathering = new Gathering<Integer, Integer>(2, 5, LONG);

    var answers = IntStream.range(0, 2_000).mapToObj(n -> asked(() -> gathering.ask(n, this::doubled))).toList();

    for (int n = 0; n < answers.size(); n++) assertThat(answers.get(n).get()).isEqualTo(2 * n);
    assertThat(together).allSatisfy(group -> assertThat(group).hasSizeBetween(1, 5));
  }

  private Future<Integer> asked(Callable<Integer> question) {
    return askers.submit(question);
  }

  private List<Integer> doubled(List<Integer> questions) {
    together.add(questions);
    return questions.stream().map(n -> 2 * n).toList();
  }

  private List<Integer> behindTheDoor(List<Integer> questions) {
    together.add(questions);
    try {
      door.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return questions.stream().map(n -> 2 * n).toList();
  }
}
