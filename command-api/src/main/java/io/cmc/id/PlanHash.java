// SPDX-License-Identifier: Apache-2.0
package io.cmc.id;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** SHA-256 of a plan's canonical form, in lower-case hex; approvals and the start are bound to it. */
public record PlanHash(String value) implements Id {

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  public PlanHash {
    if (!FORM.matcher(value).matches()) throw new IllegalArgumentException("expected 64 hex digits, found: " + value);
  }

  /** What stands for the plan once it was changed on the way: of what it was before and of the change in words. */
  public PlanHash after(String change) {
    try {
      var text = (value + "\n" + change).getBytes(StandardCharsets.UTF_8);
      return new PlanHash(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override public String toString() {
    return value;
  }
}
