// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Fence;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Asks many nodes at once, but not all of them. With one at a time everything runs on the caller's thread in the order given, so
 * that a deterministic runner stays deterministic.
 *
 * @param atOnce questions on their way at the same time, at least 1
 */
public record Together(int atOnce) {

  public Together {
    if (atOnce < 1) throw new IllegalArgumentException("expected at least 1 at once, found: " + atOnce);
  }

  /** The same with fewer at once, where it would have more. */
  Together atMost(int fewer) {
    return new Together(Math.min(atOnce, fewer));
  }

  /** The answers in the order of the questions. The first failing answer is thrown, after all others have ended. */
  public <T, R> List<R> ask(List<T> whom, Function<T, R> question) {
    if (atOnce == 1 || whom.size() < 2) return whom.stream().map(question).toList();
    var places = new Semaphore(atOnce);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = whom.stream().map(one -> threads.submit(Fence.carried(() -> inPlace(places, one, question)))).toList();
      return answers.stream().map(Together::answer).toList();
    }
  }

  private static <T, R> R inPlace(Semaphore places, T one, Function<T, R> question) throws InterruptedException {
    places.acquire();
    try {
      return question.apply(one);
    } finally {
      places.release();
    }
  }

  private static <R> R answer(Future<R> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException thrown) throw thrown;
      if (e.getCause() instanceof Error thrown) throw thrown;
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while nodes were asked", e);
    }
  }
}
