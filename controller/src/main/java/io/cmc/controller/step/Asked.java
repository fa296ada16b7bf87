// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import java.time.Duration;
import java.time.Instant;

/** How long a hook's effect is waited for: its answer says nothing, and a node takes its time to stop and to start. */
final class Asked {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration AGAIN = Duration.ofSeconds(2);
  private static final String SINCE = "asked";

  private Asked() {}

  /** Waits for what was asked for; asks, anew after a while, for what was not. */
  static Sight orAsk(Work<?> work, String why) {
    if (!work.acted()) return new Sight.NotYet(why);
    var since = work.notes().get(SINCE).map(Instant::parse).orElse(work.now());
    if (!work.now().isBefore(since.plus(PATIENCE))) return new Sight.NotYet(why + ", " + Words.seconds(PATIENCE) + " after it was asked for");
    return new Sight.Wait(why, AGAIN, Notes.NONE.with(SINCE, since.toString()));
  }

  static Sight person(Work<?> work, String why) {
    return new Sight.Wait(why, AGAIN, Notes.NONE);
  }
}
