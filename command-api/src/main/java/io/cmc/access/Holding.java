// SPDX-License-Identifier: Apache-2.0
package io.cmc.access;

/** How a role that is held stands to what is asked for: the third side of the matrix. */
public enum Holding {
  /** For the team that all participants of the migration belong to. */
  OWN("for the only team in it"),
  /** For one of the teams that take part. */
  SHARED("for one of several teams in it"),
  /** For a team that does not take part. */
  OTHER("for another team"),
  /** For all teams. */
  ALL("for all teams"),
  /** Not at all, and no other role either. */
  NONE("nobody's");

  private final String words;

  Holding(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}
