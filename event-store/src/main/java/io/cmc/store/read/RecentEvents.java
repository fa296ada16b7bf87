// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.read;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The sealed events that were read last, each read and decoded once for all streams of this process that are near their end. What was read a
 * while ago is read again, and all when a stream is opened, as after any trouble: the database may be another one by then. Safe for many threads.
 */
final class RecentEvents {

  private static final int MOST = 1_000;
  private static final long FRESH = Duration.ofSeconds(1).toNanos();

  private final SealedEventReader reader;
  private final LongSupplier nanos;
  private final List<Recent> recent = new ArrayList<>();

  /** @param nanos a clock that only goes on */
  RecentEvents(SealedEventReader reader, LongSupplier nanos) {
    this.reader = reader;
    this.nanos = nanos;
  }

  /** One of them. */
  static final class Recent {

    private final SealedRow row;
    private final long readAt;
    private SealedMessage message;

    private Recent(SealedRow row, long readAt) {
      this.row = row;
      this.readAt = readAt;
    }

    long position() {
      return row.position();
    }

    /** Whether it is the end of the same history. */
    boolean isSame(Recent other) {
      return position() == other.position() && Arrays.equals(row.hash(), other.row.hash());
    }

    /** @throws io.cmc.store.names.UnknownEventName each time, where this version cannot read it */
    synchronized SealedMessage message(EventReading reading) {
      if (message == null) message = row.message(reading);
      return message;
    }
  }

  /** The event at this position, if there is one, and at most so many behind it, in order; fewer does not mean that there are no more. */
  List<Recent> from(long position, int most) {
    return shared(position, most).orElseGet(() -> read(position, most));
  }

  /** Others wait while one reads: they want the same. Empty for whoever is further behind. */
  private synchronized Optional<List<Recent>> shared(long position, int most) {
    forgetOld();
    if (!recent.isEmpty() && position > recent.getLast().position()) recent.clear();
    if (recent.isEmpty() || position == recent.getLast().position()) keep(read(position, most));
    if (!recent.isEmpty() && Math.max(position, 1) < recent.getFirst().position()) return Optional.empty();
    return Optional.of(recent.stream().filter(r -> r.position() >= position).limit(most + 1L).toList());
  }

  /** Behind the last one where that is still sealed, else in the place of all. */
  private void keep(List<Recent> read) {
    var goesOn = !recent.isEmpty() && !read.isEmpty() && recent.getLast().isSame(read.getFirst());
    if (!goesOn) recent.clear();
    recent.addAll(goesOn ? read.subList(1, read.size()) : read);
    if (recent.size() > MOST) recent.subList(0, recent.size() - MOST).clear();
  }

  private void forgetOld() {
    var now = nanos.getAsLong();
    recent.removeIf(r -> now - r.readAt > FRESH);
  }

  private List<Recent> read(long position, int most) {
    return reader.rows(position - 1, most + 1).stream().map(row -> new Recent(row, nanos.getAsLong())).toList();
  }

  synchronized void forget() {
    recent.clear();
  }
}
