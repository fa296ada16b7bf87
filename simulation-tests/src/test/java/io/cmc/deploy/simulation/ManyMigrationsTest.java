// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.deploy.simulation.machine.Parts;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ten thousand migrations, or as many as {@code -Dsimulation.runs} says, from {@code -Dsimulation.from} on. */
class ManyMigrationsTest {

  private static final int RUNS = Integer.getInteger("simulation.runs", 10_000);
  private static final long FROM = Long.getLong("simulation.from", 1);
  private static final int THREADS = 2;

  private final AtomicInteger completed = new AtomicInteger();
  private final AtomicInteger aborted = new AtomicInteger();
  private final AtomicInteger restored = new AtomicInteger();
  private final AtomicLong next = new AtomicLong(FROM);

  @Test void whatever_fails_every_migration_ends_well_or_stands_with_a_reason() throws Exception {
    var bad = inParallel();

    assertThat(bad).as("the first run in which something did not hold").isEmpty();
    assertThat(completed.get()).as("completed").isGreaterThan(RUNS * 6 / 10);
    assertThat(aborted.get()).as("aborted").isGreaterThan(RUNS / 30);
    assertThat(restored.get()).as("restored").isGreaterThan(RUNS / 100);
    assertThat(completed.get() + aborted.get() + restored.get()).as("ended").isGreaterThanOrEqualTo(RUNS - RUNS / 200 - 2);
  }

  private Optional<String> inParallel() throws Exception {
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      var parts = IntStream.range(0, THREADS).<Callable<Optional<Outcome>>>mapToObj(i -> this::untilBad).toList();
      for (var part : threads.invokeAll(parts)) if (part.get().isPresent()) return part.get().map(Outcome::toString);
      return Optional.empty();
    }
  }

  private Optional<Outcome> untilBad() {
    for (long seed = next.getAndIncrement(); seed < FROM + RUNS; seed = next.getAndIncrement()) {
      var outcome = Simulation.run(seed, Optional.empty(), Parts.REAL);
      if (!outcome.good()) return Optional.of(outcome);
      if (outcome.how().equals("COMPLETED")) completed.incrementAndGet();
      if (outcome.how().equals("ABORTED")) aborted.incrementAndGet();
      if (outcome.how().equals("RESTORED")) restored.incrementAndGet();
    }
    return Optional.empty();
  }
}
