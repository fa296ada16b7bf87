// SPDX-License-Identifier: Apache-2.0
package io.cmc.seal;

import java.util.List;

/**
 * A line of an exported history. In the order of positions; each checkpoint comes after the last event of its range that is in the export.
 */
public sealed interface HistoryEntry {

  /** The first line. @param migration empty: of all migrations */
  record Begin(int format, String migration) implements HistoryEntry {
    public static final int FORMAT = 1;
  }

  /**
   * @param hash of the chain up to this event, in hexadecimal digits, as it is stored
   * @param before hash of the event before it in the chain
   * @param proof where only some events of a range are exported; null in an export of all, and for events that no checkpoint covers yet
   */
  record Event(SealedFact fact, String hash, String before, Proof proof) implements HistoryEntry {}

  /** @param from first position of the checkpoint's range, @param size of the range, @param path to its root, see {@link MerkleTree} */
  record Proof(long from, long size, List<String> path) {}

  /** As {@link SignedCheckpoint} has them. */
  record Signed(String text, String signature) implements HistoryEntry {

    SignedCheckpoint checkpoint() {
      return new SignedCheckpoint(text, signature);
    }
  }

  /** A seal whose event is not there. */
  record Missing(long position, String migration, long migrationSequence) implements HistoryEntry {}

  /** An event that has no seal though everything of its time has one. */
  record Stray(String eventId, String stream, long streamSequence, String name) implements HistoryEntry {}

  /** The last line. @param events how many there are, @param position of the chain's last event, whether exported or not */
  record End(long events, long position) implements HistoryEntry {}
}
