// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Questions of one look that need not wait for one another: each is asked at once, some at a time, and its answer is waited for where it is
 * needed. What fails is thrown there, as it was; so the first trouble is the same whoever answers first. Questions only read: closed, what is
 * still asked is ended, and its answer matters to nobody. One at a time, each is asked where its answer is needed, on the caller's thread.
 */
public final class Questions implements AutoCloseable {

  private final Optional<ExecutorService> threads;
  private final Semaphore places;

  Questions(int atOnce) {
    this.threads = atOnce == 1 ? Optional.empty() : Optional.of(Executors.newVirtualThreadPerTaskExecutor());
    this.places = new Semaphore(atOnce);
  }

  /** @return the answer, the same each time; waits for it */
  public <T> Supplier<T> ask(Supplier<T> question) {
    return threads.filter(asking -> !asking.isShutdown()).<Supplier<T>>map(asking -> {
      var answer = asking.submit(carried(places, Duration.ZERO, question::get));
      return () -> answer(answer, asking);
    }).orElseGet(() -> new WhenNeeded<>(question));
  }

  /** On another thread. @param delay before it is asked at the earliest */
  static <T> Callable<T> carried(Semaphore places, Duration delay, Callable<T> question) {
    return Carried.of(() -> {
      rest(delay);
      places.acquireUninterruptibly(); // who is told to end meanwhile finds out when he calls
      try {
        return question.call();
      } finally {
        places.release();
      }
    });
  }

  private static void rest(Duration delay) {
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whoever is told to end while he waits tells those who ask for him, and hears from them how far they came. */
  static <T> T answer(Future<T> answer, ExecutorService asking) {
    try {
      return ended(answer);
    } catch (InterruptedException e) {
      asking.shutdownNow();
      try {
        return ended(answer);
      } catch (InterruptedException twice) {
        throw new IllegalStateException("interrupted while nodes were asked", twice);
      } finally {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static <T> T ended(Future<T> answer) throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw Carried.asItWas(e);
    }
  }

  @Override public void close() {
    threads.ifPresent(asking -> {
      asking.shutdownNow();
      asking.close();
    });
  }

  private static final class WhenNeeded<T> implements Supplier<T> {

    private final Supplier<T> question;
    private Optional<T> answer = Optional.empty();

    WhenNeeded(Supplier<T> question) {
      this.question = question;
    }

    @Override public T get() {
      if (answer.isEmpty()) answer = Optional.of(question.get());
      return answer.get();
    }
  }
}
