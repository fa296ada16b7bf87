// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.history;

import io.cmc.seal.HistoryEntry;
import io.cmc.seal.MerkleTree;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * The sealed events with the checkpoints over them, exactly as they are stored, whatever state they are in: whoever reads them judges
 * (see {@link io.cmc.seal.Verification}). Reads in batches; safe for many threads.
 */
public final class StoredHistory {

  private static final int BATCH = 1_000;

  private final HistoryRows rows;

  public StoredHistory(DataSource database) {
    this.rows = new HistoryRows(database);
  }

  public void all(Consumer<HistoryEntry> lines) {
    all(Long.MAX_VALUE, lines);
  }

  /** @param until position after which nothing is told */
  public void all(long until, Consumer<HistoryEntry> lines) {
    var to = rows.end(until);
    var told = new Count(lines);
    told.accept(new HistoryEntry.Begin(HistoryEntry.Begin.FORMAT, ""));
    var position = 0L;
    for (var range : rows.ranges(to.checkpoint())) {
      chain(position, range.to(), told);
      told.accept(range.signed());
      position = range.to();
    }
    chain(position, to.position(), told);
    rows.stray("").ifPresent(told);
    told.accept(new HistoryEntry.End(told.events, to.position()));
  }

  private void chain(long after, long to, Consumer<HistoryEntry> lines) {
    for (var position = after; position < to; ) {
      var batch = rows.sealed(position, to, BATCH);
      batch.forEach(row -> lines.accept(row.entry(null, null)));
      if (batch.isEmpty()) return;
      position = batch.getLast().position();
    }
  }

  /** Whether anything of this migration is sealed. */
  public boolean knows(String migration) {
    return rows.knows(migration);
  }

  /** A position to end the export of one migration with, which depends on its own events alone. */
  public long covered(String migration, long until) {
    return rows.covered(migration, until);
  }

  /** One migration: its events, each with the proof that it is among those of a checkpoint, and all checkpoints. */
  public void of(String migration, long until, Consumer<HistoryEntry> lines) {
    var to = rows.end(until);
    var told = new Count(lines);
    told.accept(new HistoryEntry.Begin(HistoryEntry.Begin.FORMAT, migration));
    var position = 0L;
    for (var range : rows.ranges(to.checkpoint())) {
      proved(migration, position, range.to(), told);
      told.accept(range.signed());
      position = range.to();
    }
    for (var row : rows.sealedOf(migration, position, to.position())) told.accept(row.entry(rows.hashAt(row.position() - 1), null));
    rows.stray(migration).ifPresent(told);
    told.accept(new HistoryEntry.End(told.events, to.position()));
  }

  private void proved(String migration, long after, long to, Consumer<HistoryEntry> lines) {
    var events = rows.sealedOf(migration, after, to);
    if (events.isEmpty()) return;
    var hashes = rows.hashes(after, to);
    var tree = new MerkleTree(hashes);
    for (var row : events) {
      var index = (int) Math.min(row.position() - after - 1, hashes.size() - 1L);
      var before = index == 0 ? rows.hashAt(after) : hashes.get(index - 1);
      lines.accept(row.entry(before, new HistoryEntry.Proof(after + 1, to - after, tree.path(index))));
    }
  }

  /** Counts what passes. */
  private static final class Count implements Consumer<HistoryEntry> {
    private final Consumer<HistoryEntry> next;
    private long events;

    Count(Consumer<HistoryEntry> next) {
      this.next = next;
    }

    @Override public void accept(HistoryEntry entry) {
      if (entry instanceof HistoryEntry.Event) events++;
      next.accept(entry);
    }
  }
}
