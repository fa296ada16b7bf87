// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.seal;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A link of the hash chain: a position and the hash over everything up to it. */
record Link(long position, byte[] hash) {

  /** Before the first event: position 0, 32 zero bytes. */
  static final Link NONE = new Link(0, new byte[32]);

  /**
   * The next link. SHA-256 over: this link's hash (32 bytes), the next position (8 bytes), then event id, stream, sequence number
   * (8 bytes), name, revision, time, payload and metadata of the event. Numbers are big-endian; each text is its length in bytes
   * (4 bytes; -1 for an absent text) and its UTF-8 bytes, so that no two events give the same bytes.
   */
  Link next(StoredEvent event) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.write(hash);
      out.writeLong(position + 1);
      text(out, event.eventId());
      text(out, event.stream());
      out.writeLong(event.sequenceNumber());
      for (var text : new String[] {event.name(), event.revision(), event.at(), event.payload(), event.metadata()}) text(out, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Link(position + 1, sha256(bytes.toByteArray()));
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

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
