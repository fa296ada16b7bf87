// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Fence;
import io.cmc.store.log.About;
import io.opentelemetry.context.Context;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/** A part of a step on another thread: still behind the caller's fence, within its span, and with its lines about the same. */
public final class Carried {

  private Carried() {}

  public static <T> Callable<T> of(Callable<T> part) {
    return About.carried(Context.current().wrap(Fence.carried(part)));
  }

  /** What went wrong there, to be thrown here as it was. */
  public static RuntimeException asItWas(ExecutionException there) {
    if (there.getCause() instanceof RuntimeException thrown) return thrown;
    if (there.getCause() instanceof Error thrown) throw thrown;
    return new IllegalStateException(there.getCause());
  }
}
