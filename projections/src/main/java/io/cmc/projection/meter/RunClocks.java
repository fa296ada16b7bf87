// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.meter;

import io.cmc.id.MigrationId;
import io.cmc.projection.timeline.RunFold;
import io.cmc.projection.timeline.RunTimes;
import io.cmc.store.read.SealedEventReader;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** How long the phases of some migrations took. Each event is read once; who is no longer asked about is forgotten. */
final class RunClocks {

  private static final int PAGE = 2_000;

  private final SealedEventReader events;
  private final Map<MigrationId, Clock> clocks = new HashMap<>();

  RunClocks(SealedEventReader events) {
    this.events = events;
  }

  void keep(Collection<MigrationId> migrations) {
    clocks.keySet().retainAll(migrations);
  }

  /** @param now until when a phase that has not ended is counted */
  RunTimes times(MigrationId migration, Instant now) {
    return clocks.computeIfAbsent(migration, m -> new Clock()).read(migration, now);
  }

  private final class Clock {

    private final RunFold fold = new RunFold();
    private long sequence;

    RunTimes read(MigrationId migration, Instant now) {
      for (var page = events.read(migration, sequence, PAGE); !page.isEmpty(); page = events.read(migration, sequence, PAGE)) {
        page.forEach(e -> fold.take(e.payload()));
        sequence = page.getLast().migrationSequence();
      }
      return fold.until(now);
    }
  }
}
