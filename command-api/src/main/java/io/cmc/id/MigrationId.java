// SPDX-License-Identifier: Apache-2.0
package io.cmc.id;

import java.util.regex.Pattern;

/** Name of a migration, chosen by its planner and unique for ever in one service. */
public record MigrationId(String value) implements Id {

  private static final Pattern FORM = Pattern.compile("@service|[a-z0-9][a-z0-9._-]{0,62}");

  /** What concerns the service itself and no single migration, such as an export of all; nobody plans it. */
  public static final MigrationId SERVICE = new MigrationId("@service");

  public MigrationId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("expected lower-case letters, digits, '.', '_', '-' (at most 63), found: " + value);
    }
  }

  /** One that somebody chose. @throws IllegalArgumentException also for that of the service itself */
  public static MigrationId planned(String name) {
    if (SERVICE.value.equals(name)) throw new IllegalArgumentException("expected the name of a migration, found: " + name);
    return new MigrationId(name);
  }

  @Override public String toString() {
    return value;
  }
}
