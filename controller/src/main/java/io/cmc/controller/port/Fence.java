// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.port;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Whether the run that a thread works for may still change nodes. Whoever sends a changing call passes the fence just before it, and
 * looks at its pass once more at the last moment before anything is sent: a process that was stopped in between, and wakes up when
 * the work has long been somebody else's, holds a pass that is too old.
 */
public final class Fence {

  /** Leases must have more than this left when the fence is asked, so that nobody else can hold one while a pass is good. */
  public static final Duration PASS = Duration.ofSeconds(1);

  private static final ScopedValue<Fence> HERE = ScopedValue.newInstance();
  private static final Fence OPEN = new Fence(() -> true, () -> 0);

  private final BooleanSupplier mayGoOn;
  private final LongSupplier nanos;

  private Fence(BooleanSupplier mayGoOn, LongSupplier nanos) {
    this.mayGoOn = mayGoOn;
    this.nanos = nanos;
  }

  /** Somebody else does this now: nothing was sent. */
  public static final class Closed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Closed() {
      super("somebody else does this now; nothing was sent", null, false, false);
    }
  }

  /** A leave to make one call, good for a moment. */
  public static final class Pass {

    private final LongSupplier nanos;
    private final long since;

    private Pass(LongSupplier nanos) {
      this.nanos = nanos;
      this.since = nanos.getAsLong();
    }

    /** Whether it is still good; asks nobody and does not block. */
    public boolean good() {
      return nanos.getAsLong() - since < PASS.toNanos();
    }
  }

  /** Runs something behind a fence. @param mayGoOn asked before every changing call, on the thread that makes it; may block */
  public static <R> R around(BooleanSupplier mayGoOn, Supplier<R> run) {
    return around(mayGoOn, System::nanoTime, run);
  }

  static <R> R around(BooleanSupplier mayGoOn, LongSupplier nanos, Supplier<R> run) {
    return ScopedValue.where(HERE, new Fence(mayGoOn, nanos)).call(run::get);
  }

  /** The same, behind this thread's fence on whatever thread it runs. */
  public static <R> Callable<R> carried(Callable<R> run) {
    var here = here();
    return () -> ScopedValue.where(HERE, here).call(run::call);
  }

  /** Asks anew. What is behind no fence may pass always. @throws Closed when no changing call may be made any more */
  public static Pass pass() {
    var fence = here();
    var pass = new Pass(fence.nanos); // its age counts from before the question
    if (!fence.mayGoOn.getAsBoolean()) throw new Closed();
    return pass;
  }

  private static Fence here() {
    return HERE.orElse(OPEN);
  }
}
