// SPDX-License-Identifier: Apache-2.0
package io.cmc.id;

import java.util.regex.Pattern;

/** Name of a migration, chosen by its planner and unique for ever in one service. */
public record MigrationId(String value) implements Id {

  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

  public MigrationId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("expected lower-case letters, digits, '.', '_', '-' (at most 63), found: " + value);
    }
  }

  @Override public String toString() {
    return value;
  }
}
