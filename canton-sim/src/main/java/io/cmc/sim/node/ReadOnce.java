// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Something stored that nobody but this process writes: read once, and once more after each change. Nobody waits for the reading of another, who may
 * have to wait long for the database.
 */
final class ReadOnce<T> {

  /** One for each version of what is stored, told apart by identity; empty until it is read. */
  private final AtomicReference<Version<T>> latest = new AtomicReference<>(new Version<>(null));

  private static final class Version<T> {

    private final T value;

    private Version(T value) {
      this.value = value;
    }
  }

  /** What was read before, or is read now; what a change has overtaken meanwhile is not kept. */
  T get(Supplier<T> reading) {
    var before = latest.get();
    if (before.value != null) return before.value;
    var read = reading.get();
    latest.compareAndSet(before, new Version<>(read));
    return read;
  }

  /** To be called after each change, also after one of which it is not known whether it was made. */
  void changed() {
    latest.set(new Version<>(null));
  }
}
