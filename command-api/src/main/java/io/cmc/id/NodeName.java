// SPDX-License-Identifier: Apache-2.0
package io.cmc.id;

import java.util.regex.Pattern;

/**
 * A participant by the name that the operator's own configuration gives it, or {@link #DOMAINS} for the two domains of a
 * migration, on which a step is done now and then.
 */
public record NodeName(String value) implements Id, Comparable<NodeName> {

  private static final Pattern FORM = Pattern.compile("@domains|[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");

  /** The source and target domain taken together. */
  public static final NodeName DOMAINS = new NodeName("@domains");

  public NodeName {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("expected letters, digits, '_', '.', '-' (at most 100), found: " + value);
    }
  }

  public boolean isDomains() {
    return equals(DOMAINS);
  }

  @Override public int compareTo(NodeName other) {
    return value.compareTo(other.value);
  }

  @Override public String toString() {
    return value;
  }
}
