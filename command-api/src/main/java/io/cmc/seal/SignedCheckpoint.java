// SPDX-License-Identifier: Apache-2.0
package io.cmc.seal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A checkpoint as it is kept, published and exported.
 *
 * @param text of the {@link Checkpoint}, byte for byte what was signed
 * @param signature Ed25519 over the UTF-8 bytes of the text, in Base64
 */
public record SignedCheckpoint(String text, String signature) {

  private static final String SIGNATURE = "signature ";

  /** @throws IllegalArgumentException when the text is not that of a checkpoint */
  public Checkpoint checkpoint() {
    return Checkpoint.parse(text);
  }

  /** What the next one names as its previous: SHA-256 of the text, in hexadecimal digits. */
  public String hash() {
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
  }

  public boolean hasItsSignature() {
    return checkpoint().key().verifies(text, signature);
  }

  /** As a file holds it: the text, and one line more with the signature. */
  public String file() {
    return text + SIGNATURE + signature + "\n";
  }

  /**
   * Of a file that holds several, one after the other; empty lines between them are of no matter.
   *
   * @throws IllegalArgumentException when there is anything else in it
   */
  public static List<SignedCheckpoint> ofFiles(String content) {
    var found = new ArrayList<SignedCheckpoint>();
    var one = new StringBuilder();
    for (var line : content.lines().toList()) {
      if (one.isEmpty() && line.isBlank()) continue;
      one.append(line).append('\n');
      if (!line.startsWith(SIGNATURE)) continue;
      found.add(ofFile(one.toString()));
      one.setLength(0);
    }
    if (!one.isEmpty()) throw new IllegalArgumentException("expected checkpoints, each with its signature, found another text or a part of one at the end");
    return found;
  }

  /** @throws IllegalArgumentException when it is not what {@link #file()} writes */
  public static SignedCheckpoint ofFile(String content) {
    var at = content.lastIndexOf(SIGNATURE);
    if (at < 0 || !content.endsWith("\n")) throw new IllegalArgumentException("expected a checkpoint with its signature, found another text");
    return new SignedCheckpoint(content.substring(0, at), content.substring(at + SIGNATURE.length(), content.length() - 1));
  }
}
