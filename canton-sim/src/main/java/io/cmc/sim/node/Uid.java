// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A unique identifier, {@code name::fingerprint}. */
public record Uid(String name, String fingerprint) {

  private static final int SHOWN = 12;

  /** The same name and seed give the same fingerprint. */
  public static Uid of(String name, long seed) {
    return new Uid(name, "1220" + sha256(seed + "/" + name));
  }

  public static Uid parse(String text) {
    var at = text.indexOf("::");
    if (at < 0) throw new IllegalArgumentException("Invalid unique identifier `" + text + "` with missing namespace.");
    return new Uid(text.substring(0, at), text.substring(at + 2));
  }

  /** A party of the same node. */
  public Uid party(String hint) {
    return new Uid(hint, fingerprint);
  }

  /** As Canton shows it in error texts. */
  public String shown() {
    return name + "::" + (fingerprint.length() <= SHOWN ? fingerprint : fingerprint.substring(0, SHOWN) + "...");
  }

  @Override
  public String toString() {
    return name + "::" + fingerprint;
  }

  static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
