// SPDX-License-Identifier: Apache-2.0
package io.cmc.id;

import java.util.regex.Pattern;

/** SHA-256 of a plan's canonical form, in lower-case hex; approvals and the start are bound to it. */
public record PlanHash(String value) implements Id {

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  public PlanHash {
    if (!FORM.matcher(value).matches()) throw new IllegalArgumentException("expected 64 hex digits, found: " + value);
  }

  @Override public String toString() {
    return value;
  }
}
