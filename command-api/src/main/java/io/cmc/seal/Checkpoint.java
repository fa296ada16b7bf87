// SPDX-License-Identifier: Apache-2.0
package io.cmc.seal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is said, under a signature, of a range of events. Hashes are in hexadecimal digits.
 *
 * @param number from 1, without gaps
 * @param from position of its first event
 * @param to position of its last event; {@code from - 1} when there is none
 * @param root of the Merkle tree over the hashes of its events
 * @param head hash of the event at {@code to}
 * @param previous hash of the checkpoint before; zeros for the first
 * @param key that signs it
 * @param nextKey that signs from the next one on; empty: the same
 */
public record Checkpoint(long number, long from, long to, String root, String head, Instant at, String previous, CheckpointKey key,
    Optional<CheckpointKey> nextKey) {

  public static final String NONE = "0".repeat(64);
  private static final String FORM = "cmc-checkpoint 1";

  /** The canonical text, which is signed: a line for each value, in this order, each ended by a line feed. */
  public String text() {
    return FORM + "\nnumber " + number + "\nfrom " + from + "\nto " + to + "\nroot " + root + "\nhead " + head + "\nat " + at
        + "\nprevious " + previous + "\nkey " + key.encoded() + nextKey.map(k -> "\nnext-key " + k.encoded()).orElse("") + "\n";
  }

  /** @throws IllegalArgumentException when it is not the canonical text of a checkpoint */
  public static Checkpoint parse(String text) {
    try {
      var read = read(values(text));
      if (read.text().equals(text)) return read;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("expected the text of a checkpoint, found something else", e);
    }
    throw new IllegalArgumentException("expected the canonical text of a checkpoint, found another writing");
  }

  private static Map<String, String> values(String text) {
    var values = new LinkedHashMap<String, String>();
    for (var line : text.split("\n")) {
      var space = line.indexOf(' ');
      values.put(line.substring(0, space), line.substring(space + 1));
    }
    return values;
  }

  private static Checkpoint read(Map<String, String> values) {
    return new Checkpoint(number(values, "number"), number(values, "from"), number(values, "to"), values.get("root"), values.get("head"),
        Instant.parse(values.get("at")), values.get("previous"), new CheckpointKey(values.get("key")),
        Optional.ofNullable(values.get("next-key")).map(CheckpointKey::new));
  }

  private static long number(Map<String, String> values, String name) {
    return Long.parseLong(values.get(name));
  }

  public long size() {
    return to - from + 1;
  }

  /** Who signs the one after this. */
  public CheckpointKey successor() {
    return nextKey.orElse(key);
  }
}
