// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.retention;

import io.cmc.store.outage.StoreOutage;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets, now and then, what was kept long enough. One that fails is told and tried again the next time; it stops no other. */
public final class Retention implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private final List<Sweep> sweeps;
  private final InstantSource clock;

  public Retention(List<Sweep> sweeps, InstantSource clock) {
    this.sweeps = List.copyOf(sweeps);
    this.clock = clock;
  }

  @Override public void run() {
    sweeps.forEach(this::run);
  }

  private void run(Sweep sweep) {
    try {
      var count = sweep.forget(clock.instant());
      if (count > 0) LOG.info("Kept long enough and forgotten: {} {}.", count, sweep.what());
    } catch (RuntimeException e) {
      if (!StoreOutage.seenIn(e)) LOG.warn("The {} could not be looked through for what was kept long enough: {}", sweep.what(), e.toString());
    }
  }
}
