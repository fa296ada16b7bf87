// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.checkpoint;

import io.cmc.seal.Checkpoint;
import io.cmc.seal.CheckpointKey;
import io.cmc.seal.SignedCheckpoint;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** A private Ed25519 key with its public half. Never printed. */
public final class SigningKey {

  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final String ALGORITHM = "Ed25519";

  private final KeyPair pair;

  private SigningKey(KeyPair pair) {
    this.pair = pair;
  }

  public static SigningKey make() {
    return new SigningKey(pair(new SecureRandom()));
  }

  /** @param pem PKCS#8, as {@code openssl genpkey -algorithm ed25519} writes it; @throws IllegalArgumentException when it is something else */
  public static SigningKey ofPem(String pem) {
    try {
      var base64 = pem.substring(pem.indexOf(BEGIN) + BEGIN.length(), pem.indexOf(END)).replaceAll("\\s", "");
      var key = (EdECPrivateKey) KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
      return new SigningKey(pair(new Replay(key.getBytes().orElseThrow())));
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new IllegalArgumentException("expected a private Ed25519 key in PEM (PKCS#8, not encrypted), found something else");
    }
  }

  // the public half follows from the private one, but the JDK only tells it where it makes a pair
  private static KeyPair pair(SecureRandom chance) {
    try {
      var generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(255, chance);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has Ed25519", e);
    }
  }

  /** Gives the bytes of a key that is there already. */
  private static final class Replay extends SecureRandom {
    private static final long serialVersionUID = 1;
    private final transient byte[] bytes;

    Replay(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override public void nextBytes(byte[] into) {
      System.arraycopy(bytes, 0, into, 0, into.length);
    }
  }

  public CheckpointKey key() {
    return CheckpointKey.of(pair.getPublic());
  }

  public SignedCheckpoint sign(Checkpoint checkpoint) {
    try {
      var signer = Signature.getInstance(ALGORITHM);
      signer.initSign(pair.getPrivate());
      signer.update(checkpoint.text().getBytes(StandardCharsets.UTF_8));
      return new SignedCheckpoint(checkpoint.text(), Base64.getEncoder().encodeToString(signer.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot sign with key " + key().fingerprint(), e);
    }
  }

  String pem() {
    return BEGIN + "\n" + Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()) + "\n" + END + "\n";
  }
}
