// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

/** What a participant remembers of each configured domain; the letter is the one in Canton's database. */
public enum ConfigStatus {
  ACTIVE("A", "Active"), MIGRATING_TO("M", "MigratingTo"), VACATING("V", "Vacating"), INACTIVE("I", "Inactive");

  private final String letter;
  private final String shown;

  ConfigStatus(String letter, String shown) {
    this.letter = letter;
    this.shown = shown;
  }

  static ConfigStatus of(String letter) {
    for (var s : values()) if (s.letter.equals(letter)) return s;
    throw new IllegalArgumentException("no status of a domain has the letter " + letter);
  }

  public String letter() {
    return letter;
  }

  boolean canMigrateFrom() {
    return this == ACTIVE || this == VACATING;
  }

  boolean canMigrateTo() {
    return this == ACTIVE || this == MIGRATING_TO;
  }

  @Override
  public String toString() {
    return shown;
  }
}
