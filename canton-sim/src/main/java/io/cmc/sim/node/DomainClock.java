// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import static java.util.Comparator.comparing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * A domain's time: the machine's, or a moment of before where somebody is waited for; it never goes back.
 *
 * <p>Times of a simulated domain are short, and of real ones half a minute: so that a busy machine makes nobody late who is there and works, the
 * clock stands still at the end of such a time until they are done, for as long as a real domain waits.
 */
final class DomainClock {

  private static final Duration AS_A_REAL_DOMAIN = Duration.ofSeconds(30);
  private final InstantSource machine;
  private final NavigableSet<Deadline> deadlines = new TreeSet<>(comparing(Deadline::at).thenComparingLong(d -> d.number));
  private long numbers;
  private Instant time = Instant.EPOCH;

  DomainClock(InstantSource machine) {
    this.machine = machine;
  }

  synchronized Instant time() {
    var now = machine.instant();
    var held = deadlines.stream().takeWhile(d -> d.at.isBefore(now)).filter(d -> isComing(d, now)).map(Deadline::at).findFirst().orElse(now);
    if (held.isAfter(time)) time = held;
    return time;
  }

  /**
   * Sets a deadline, counted from now; reading the clock and setting it is one act, or the clock could leap over it in between. To be ended by {@link #done}.
   *
   * @param coming whether what is to be done is on its way in spite of the time; asked often, and must not wait
   */
  synchronized Deadline deadline(Duration from, BooleanSupplier coming) {
    return set(time().plus(from).truncatedTo(ChronoUnit.MICROS), from, coming);
  }

  /** Sets one again that was set in an earlier life of the domain. */
  synchronized Deadline set(Instant at, Duration from, BooleanSupplier coming) {
    var deadline = new Deadline(this, numbers++, at, patience(at, from), coming);
    deadlines.add(deadline);
    return deadline;
  }

  /** A time that is as long as a real one needs no help from the clock. */
  private Instant patience(Instant at, Duration from) {
    return from.compareTo(AS_A_REAL_DOMAIN) < 0 ? machine.instant().plus(AS_A_REAL_DOMAIN) : at;
  }

  /** It is not waited for any more. May be called twice; one that was set by the clock of an earlier life changes nothing here. */
  synchronized void done(Deadline deadline) {
    if (deadline.clock == this) deadlines.remove(deadline);
  }

  /** Whether its time is over and nothing is on its way. It stays so: once the clock has passed it, nothing can come in time. */
  synchronized boolean isOver(Deadline deadline) {
    var now = machine.instant();
    return !deadline.at.isAfter(now) && !deadline.at.isAfter(time()) && !isComing(deadline, now);
  }

  private boolean isComing(Deadline deadline, Instant now) {
    return !time.isAfter(deadline.at) && now.isBefore(deadline.patience) && deadline.coming.getAsBoolean();
  }

  /** A time by which something has to be done. */
  static final class Deadline {

    private final DomainClock clock;
    /** Tells those of one moment apart. */
    private final long number;
    private final Instant at;
    /** Until when by the machine's clock those who work are waited for. */
    private final Instant patience;
    private final BooleanSupplier coming;

    private Deadline(DomainClock clock, long number, Instant at, Instant patience, BooleanSupplier coming) {
      this.clock = clock;
      this.number = number;
      this.at = at;
      this.patience = patience;
      this.coming = coming;
    }

    /** In full microseconds, as databases keep it. */
    Instant at() {
      return at;
    }
  }
}
