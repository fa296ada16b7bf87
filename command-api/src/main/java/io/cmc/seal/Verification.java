// SPDX-License-Identifier: Apache-2.0
package io.cmc.seal;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads an exported history line by line and stops with {@link Tampered} at the first thing that is not as it was sealed. Needs no
 * service, no database, and no more memory for a long history than for a short one. For one thread.
 */
public final class Verification {

  /**
   * What the reader knows from elsewhere.
   *
   * @param trusted fingerprints of keys; empty: none is known
   * @param head an event that must be there, as position and hash
   */
  public record Expected(Set<String> trusted, KnownCheckpoints known, Optional<Head> head) {
    public static final Expected NOTHING = new Expected(Set.of(), KnownCheckpoints.NONE, Optional.empty());
  }

  public record Head(long position, String hash) {}

  /**
   * @param migration empty: all
   * @param position of the last event, and {@code head} its hash in the chain
   * @param keys fingerprints of those that signed
   * @param unsigned how many events at the end no checkpoint covers
   * @param trusted whether a trusted key stands behind the last checkpoint
   */
  public record Summary(String migration, long events, long position, String head, long checkpoints, List<String> keys, long unsigned,
      boolean trusted) {

    /** Nothing is left to be believed. */
    public boolean isProved() {
      return trusted && unsigned == 0;
    }
  }

  private final Expected expected;
  private final CheckpointChain checkpoints;
  private EventRun run;
  private String migration = "";
  private long events;
  private String head = "";
  private boolean headSeen;
  private boolean ended;

  public Verification(Expected expected) {
    this.expected = expected;
    this.checkpoints = new CheckpointChain(expected.trusted(), expected.known());
  }

  public void accept(HistoryEntry entry) {
    if (ended) throw EventRun.bad(position() + 1, "expected nothing after the last line, found more");
    if (run == null && !(entry instanceof HistoryEntry.Begin)) throw EventRun.bad(1, "expected the first line of an export");
    switch (entry) {
      case HistoryEntry.Begin begin -> begin(begin);
      case HistoryEntry.Event event -> event(event);
      case HistoryEntry.Signed signed -> run.covered(checkpoints.next(signed.checkpoint()));
      case HistoryEntry.Missing m -> throw new Tampered(new Tampered.Fault(m.position(), m.migration(), m.migrationSequence(),
          "the event was removed; its seal is left"));
      case HistoryEntry.Stray s -> throw EventRun.bad(0, "event " + s.eventId() + " (" + s.name() + ", number " + s.streamSequence() + " of stream "
          + s.stream() + ") was put in: it was never sealed");
      case HistoryEntry.End end -> end(end);
    }
  }

  private void begin(HistoryEntry.Begin begin) {
    if (run != null) throw EventRun.bad(position() + 1, "expected one first line, found another");
    if (begin.format() != HistoryEntry.Begin.FORMAT) {
      throw EventRun.bad(1, "expected format " + HistoryEntry.Begin.FORMAT + ", found " + begin.format());
    }
    migration = begin.migration();
    run = migration.isEmpty() ? new WholeChain() : new OneMigration(migration);
  }

  private void event(HistoryEntry.Event event) {
    run.event(event);
    events++;
    head = event.hash();
    expected.head().filter(h -> h.position() == event.fact().position()).ifPresent(h -> {
      if (!h.hash().isEmpty() && !h.hash().equals(event.hash())) throw EventRun.bad(event.fact(), "expected hash " + h.hash() + ", found " + event.hash());
      headSeen = true;
    });
  }

  private void end(HistoryEntry.End end) {
    ended = true;
    if (end.events() != events) throw EventRun.bad(position() + 1, "expected " + end.events() + " events, found " + events);
    if (migration.isEmpty() && end.position() != position()) throw EventRun.bad(position() + 1, "cut off before position " + end.position());
  }

  /** A line that cannot be understood. */
  public Tampered unreadable(long line, String why) {
    return EventRun.bad(position() + 1, "line " + line + " cannot be read: " + why);
  }

  /** No line is left. */
  public Summary finish() {
    if (!ended) throw EventRun.bad(position() + 1, "cut off: the last line of the export is missing");
    expected.head().filter(h -> !headSeen).ifPresent(h -> {
      throw EventRun.bad(position() + 1, "cut off: the event of position " + h.position() + " is expected");
    });
    checkpoints.end(position());
    return new Summary(migration, events, position(), head, checkpoints.number(), List.copyOf(checkpoints.keys()), run.unsigned(),
        checkpoints.isVouchedFor());
  }

  /** Of the last event that is as it was sealed. */
  public long position() {
    return run == null ? 0 : run.position();
  }
}
