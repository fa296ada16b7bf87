// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** A watch that runs from its first moment on, and tells work from waiting. A time before the last one counts as the last one. */
final class Watch {

  private final Set<Object> needsPeople = new HashSet<>();
  private boolean soaking;
  private Instant last;
  private Taken taken = Taken.NOTHING;

  Watch(Instant start) {
    this.last = start;
  }

  /** How much it shows at that moment. */
  Taken at(Instant now) {
    if (!now.isAfter(last)) return taken;
    var passed = Duration.between(last, now);
    last = now;
    taken = taken.plus(!needsPeople.isEmpty() ? new Taken(Duration.ZERO, passed, Duration.ZERO)
        : soaking ? new Taken(Duration.ZERO, Duration.ZERO, passed) : new Taken(passed, Duration.ZERO, Duration.ZERO));
    return taken;
  }

  /** @param why people wait for it; the same thing once, however often it is said */
  void people(Object why, boolean needed, Instant now) {
    at(now);
    if (needed) needsPeople.add(why);
    else needsPeople.remove(why);
  }

  void soak(boolean on, Instant now) {
    at(now);
    soaking = on;
  }
}
