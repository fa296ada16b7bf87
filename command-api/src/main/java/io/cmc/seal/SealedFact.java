// SPDX-License-Identifier: Apache-2.0
package io.cmc.seal;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * All that is sealed of one event. Its canonical bytes, and what is not among them, are in docs/audit-format.md.
 *
 * @param position in the one order of all events, from 1
 * @param migrationSequence within the migration, from 1
 * @param stream that it was written to, and {@code streamSequence} its number there, from 0
 * @param type of the stream's aggregate
 * @param name stored name of the event
 * @param at time as the text that is stored
 * @param payload the stored text, unchanged; metadata likewise
 */
public record SealedFact(long position, String migration, long migrationSequence, String eventId, String stream, long streamSequence,
    String type, String name, String revision, String at, String payload, String metadata) {

  private static final int HASH = 32;

  /** Before the first event: 32 zero bytes. */
  public static byte[] nothingBefore() {
    return new byte[HASH];
  }

  /**
   * SHA-256 over: the hash of the event before (32 bytes), position, migration, migrationSequence, eventId, stream, streamSequence, type,
   * name, revision, at, payload, metadata. Numbers are 8 bytes, big-endian; each text is its length in bytes (4 bytes, big-endian; -1
   * for an absent text) and its UTF-8 bytes, so that no two events give the same bytes.
   */
  public byte[] hash(byte[] before) {
    var bytes = new ByteArrayOutputStream(HASH + 1024);
    try (var out = new DataOutputStream(bytes)) {
      out.write(before);
      out.writeLong(position);
      text(out, migration);
      out.writeLong(migrationSequence);
      text(out, eventId);
      text(out, stream);
      out.writeLong(streamSequence);
      for (var text : new String[] {type, name, revision, at, payload, metadata}) text(out, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Sha256.digest().digest(bytes.toByteArray());
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    if (text == null) {
      out.writeInt(-1);
      return;
    }
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
