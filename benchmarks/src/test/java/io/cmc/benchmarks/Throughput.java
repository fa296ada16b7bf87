// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** How often something is done in a second by threads that begin together. */
final class Throughput {

  private Throughput() {}

  /** One of them. */
  interface Deed {

    /** @param thread from 0; @param n how many it did before */
    void once(int thread, int n) throws Exception;
  }

  static double perSecond(int threads, int each, Deed deed) throws Exception {
    var start = new CyclicBarrier(threads + 1);
    try (var pool = Executors.newFixedThreadPool(threads)) {
      var running = IntStream.range(0, threads).mapToObj(t -> pool.submit(all(start, each, t, deed))).toList();
      start.await();
      var begin = System.nanoTime();
      for (Future<?> thread : running) thread.get();
      return (double) threads * each / (System.nanoTime() - begin) * 1e9;
    }
  }

  private static Callable<Void> all(CyclicBarrier start, int each, int thread, Deed deed) {
    return () -> {
      start.await();
      for (var n = 0; n < each; n++) deed.once(thread, n);
      return null;
    };
  }
}
