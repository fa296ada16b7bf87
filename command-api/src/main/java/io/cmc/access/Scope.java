// SPDX-License-Identifier: Apache-2.0
package io.cmc.access;

/** For which teams a role must be held. */
public enum Scope {
  /** Every team that has a participant in the migration. */
  EVERY_TEAM("every team of the migration"),
  /** The teams of the participants that are named; where none is, every team of the migration. */
  NAMED_TEAMS("the participant's team; without one, every team of the migration"),
  /** Any team that has a participant in the migration. */
  ANY_TEAM("any team of the migration"),
  /** Every team that the plan names. */
  PLANNED_TEAMS("every team that the plan names"),
  /** All teams: what it touches belongs to no single one. */
  ALL_TEAMS("all teams"),
  /** Any team at all; what is answered is only what concerns those teams. */
  WHAT_IS_SEEN("any team: what concerns it"),
  /** Nobody is asked. */
  OPEN("-");

  private final String words;

  Scope(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}
