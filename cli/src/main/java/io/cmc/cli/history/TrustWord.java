// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.history;

import io.cmc.cli.problem.Trouble;
import io.cmc.seal.CheckpointKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A key that somebody trusts: by its fingerprint, or by a file that has it. */
public final class TrustWord {

  private TrustWord() {}

  /** @return its fingerprint */
  public static String fingerprint(String word) {
    if (word.matches("[0-9a-f]{64}")) return word;
    try {
      return CheckpointKey.ofPem(Files.readString(Path.of(word))).fingerprint();
    } catch (IOException | RuntimeException e) {
      throw Trouble.input("KEY_UNREADABLE", "a fingerprint (64 hexadecimal digits) or a file with a public Ed25519 key", word + " (" + e + ")",
          "name a key-....pem of the folder of checkpoints");
    }
  }
}
