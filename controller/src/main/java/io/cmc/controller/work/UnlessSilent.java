// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import io.cmc.controller.step.Carried;
import io.cmc.controller.step.Sight;
import io.cmc.controller.step.Step;
import io.cmc.controller.step.Work;
import io.cmc.journey.Assignment;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * A step whose first look is given up when its node turns out to be silent. The node is knocked at only when that look takes long, so that
 * one which answers is asked nothing more than what the step wants to know.
 */
final class UnlessSilent<A extends Assignment> implements Step<A> {

  /** Longer than a look takes at nodes that answer. */
  private static final Duration LONG = Duration.ofMillis(500);

  private final Step<A> step;
  private final BooleanSupplier silent;
  private final Predicate<Duration> answered;
  private boolean looked;

  /**
   * @param silent knocks; asked once at most
   * @param answered whether anything was answered in so long a time until now: a look may be such a load that no knock is answered beside it
   */
  UnlessSilent(Step<A> step, BooleanSupplier silent, Predicate<Duration> answered) {
    this.step = step;
    this.silent = silent;
    this.answered = answered;
  }

  /** Nothing was answered, to the look or to the knock. */
  static final class NodeIsSilent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NodeIsSilent() {
      super("a node that is silent", null, false, false);
    }
  }

  @Override public Class<A> assignment() {
    return step.assignment();
  }

  @Override public Sight look(Work<A> work) {
    if (looked) return step.look(work);
    looked = true;
    var began = System.nanoTime();
    var look = new FutureTask<>(Carried.of(() -> step.look(work)));
    var looking = Thread.ofVirtual().name("first-look").start(look);
    if (takesLong(look) && silent.getAsBoolean() && !answered.test(Duration.ofNanos(System.nanoTime() - began)) && !look.isDone()) {
      look.cancel(true); // it only reads, and nobody waits for it any more
      throw new NodeIsSilent();
    }
    return seen(look, looking);
  }

  @Override public void act(Work<A> work) {
    step.act(work);
  }

  @Override public String intent(Work<A> work) {
    return step.intent(work);
  }

  @Override public boolean repeatable() {
    return step.repeatable();
  }

  private static boolean takesLong(FutureTask<Sight> look) {
    try {
      look.get(LONG.toMillis(), TimeUnit.MILLISECONDS);
      return false;
    } catch (TimeoutException e) {
      return true;
    } catch (ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Who is told to end meanwhile tells the look, and hears from it how far it came. */
  private static Sight seen(FutureTask<Sight> look, Thread looking) {
    var interrupted = Thread.interrupted();
    if (interrupted) looking.interrupt();
    try {
      while (true) {
        try {
          return look.get();
        } catch (InterruptedException e) {
          interrupted = true;
          looking.interrupt();
        }
      }
    } catch (ExecutionException e) {
      throw Carried.asItWas(e);
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }
}
