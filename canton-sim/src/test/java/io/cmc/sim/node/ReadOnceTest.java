// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReadOnceTest {

  private final AtomicInteger stored = new AtomicInteger(1);
  private final AtomicInteger readings = new AtomicInteger();
  private final ReadOnce<Integer> known = new ReadOnce<>();

  @Test
  void it_is_read_once_and_again_after_a_change() {
    known.get(this::read);
    assertThat(known.get(this::read)).isEqualTo(1);
    assertThat(readings).hasValue(1);

    stored.set(2);
    known.changed();

    assertThat(known.get(this::read)).isEqualTo(2);
  }

  @Test
  void nobody_waits_for_the_reading_of_another() throws Exception {
    var both = new CountDownLatch(2);

    var first = CompletableFuture.supplyAsync(() -> known.get(() -> readWhenAllAreHere(both)), Thread::startVirtualThread);
    var second = CompletableFuture.supplyAsync(() -> known.get(() -> readWhenAllAreHere(both)), Thread::startVirtualThread);

    assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo(1);
  }

  @Test
  void a_reading_that_a_change_has_overtaken_is_not_kept() {
    var overtaken = known.get(() -> {
      var old = read();
      stored.set(2);
      known.changed();
      return old;
    });

    assertThat(overtaken).isEqualTo(1);
    assertThat(known.get(this::read)).isEqualTo(2);
  }

  private int read() {
    readings.incrementAndGet();
    return stored.get();
  }

  private int readWhenAllAreHere(CountDownLatch all) {
    all.countDown();
    try {
      if (!all.await(10, TimeUnit.SECONDS)) throw new IllegalStateException("the other one does not read");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return read();
  }
}
