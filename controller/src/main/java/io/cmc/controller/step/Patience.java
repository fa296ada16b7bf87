// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import java.time.Duration;
import java.time.Instant;

/**
 * How long the same sight is looked at before the call is made again, since nothing tells from outside whether a move runs. Making it
 * again is safe, because a node refuses a second move while one runs; it is only not polite, and so each time it waits longer.
 *
 * @param since when the sight was first as it is now
 * @param window how long it must stay so
 */
record Patience(Whereabouts seen, Instant since, Duration window) {

  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int GROWTH = 4;

  /** @param acts that ended without a known outcome in this process, the last of them at {@code lastAct} */
  static Patience of(Notes notes, Whereabouts now, Instant at, int acts, Instant lastAct) {
    var same = notes.get("seen").filter(now.name()::equals).isPresent();
    var since = same ? notes.get("since").map(Instant::parse).orElse(at) : at;
    return new Patience(now, since.isAfter(lastAct) ? since : lastAct, window(acts));
  }

  boolean over(Instant now) {
    return !now.isBefore(since.plus(window));
  }

  Sight waits(String why, Instant now) {
    var left = Duration.between(now, since.plus(window));
    var step = window.dividedBy(10);
    var notes = Notes.NONE.with("seen", seen.name()).with("since", since.toString());
    return new Sight.Wait(why, left.compareTo(step) < 0 ? left : step, notes);
  }

  private static Duration window(int acts) {
    var window = FIRST;
    for (var i = 1; i < acts && window.compareTo(LONGEST) < 0; i++) window = window.multipliedBy(GROWTH);
    return window.compareTo(LONGEST) > 0 ? LONGEST : window;
  }
}
