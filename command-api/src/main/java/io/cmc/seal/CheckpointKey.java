// SPDX-License-Identifier: Apache-2.0
package io.cmc.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * A public Ed25519 key that checkpoints are verified with.
 *
 * @param encoded its X.509 SubjectPublicKeyInfo in Base64
 */
public record CheckpointKey(String encoded) {

  private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
  private static final String END = "-----END PUBLIC KEY-----";

  /** @throws IllegalArgumentException when it is no such key */
  public CheckpointKey {
    decode(encoded);
  }

  public static CheckpointKey of(PublicKey key) {
    return new CheckpointKey(Base64.getEncoder().encodeToString(key.getEncoded()));
  }

  /** @throws IllegalArgumentException when there is no public Ed25519 key in the text */
  public static CheckpointKey ofPem(String text) {
    var begin = text.indexOf(BEGIN);
    var end = text.indexOf(END);
    if (begin < 0 || end < begin) throw new IllegalArgumentException("expected " + BEGIN + ", found another text");
    return new CheckpointKey(text.substring(begin + BEGIN.length(), end).replaceAll("\\s", ""));
  }

  public String pem() {
    return BEGIN + "\n" + encoded + "\n" + END + "\n";
  }

  /** SHA-256 of the SubjectPublicKeyInfo, in hexadecimal digits: by it people know a key. */
  public String fingerprint() {
    return Sha256.hex(Base64.getDecoder().decode(encoded));
  }

  /** @param signature in Base64 */
  boolean verifies(String text, String signature) {
    try {
      var verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(decode(encoded));
      verifier.update(text.getBytes(StandardCharsets.UTF_8));
      return verifier.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false; // what cannot be a signature is none
    }
  }

  private static PublicKey decode(String encoded) {
    try {
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(encoded)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("expected a public Ed25519 key, found " + encoded, e);
    }
  }
}
