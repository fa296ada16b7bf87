// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Asks many nodes at once, or one node several things, but not all of them. With one at a time everything runs on the caller's thread in
 * the order given, so that a deterministic runner stays deterministic.
 *
 * @param atOnce questions on their way at the same time, at least 1
 */
public record Together(int atOnce) {

  public Together {
    if (atOnce < 1) throw new IllegalArgumentException("expected at least 1 at once, found: " + atOnce);
  }

  /** The same for another number of nodes; one at a time stays one at a time. */
  Together upTo(int nodes) {
    return atOnce == 1 ? this : new Together(nodes);
  }

  /** What one look asks; to be closed by who asks. */
  public Questions questions() {
    return new Questions(atOnce);
  }

  /** The same with fewer at once, where it would have more. */
  Together atMost(int fewer) {
    return new Together(Math.min(atOnce, fewer));
  }

  /** The answers in the order of the questions. The first failing answer is thrown, after all others have ended. */
  public <T, R> List<R> ask(List<T> whom, Function<T, R> question) {
    return ask(whom, Duration.ZERO, question);
  }

  /** @param apart how long after one question the next is asked at the earliest; two may be asked at the beginning. One at a time they are not held back */
  <T, R> List<R> ask(List<T> whom, Duration apart, Function<T, R> question) {
    if (atOnce == 1 || whom.size() < 2) return whom.stream().map(question).toList();
    var places = new Semaphore(atOnce);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = IntStream.range(0, whom.size()).mapToObj(i -> threads.submit(Questions.carried(places, apart.multipliedBy(Math.max(0, i - 1)),
          () -> question.apply(whom.get(i))))).toList();
      return answers.stream().map(answer -> Questions.answer(answer, threads)).toList();
    }
  }
}
