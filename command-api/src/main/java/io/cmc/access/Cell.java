// SPDX-License-Identifier: Apache-2.0
package io.cmc.access;

/** What somebody with one role is told who makes one call. */
public enum Cell {
  YES("yes"),
  /** The course, and the details of the team's own participants. */
  PART("its part"),
  NOT_ALLOWED("no"),
  /** As if it were not there. */
  NOT_THERE("not there");

  private final String words;

  Cell(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }

  /** For {@link Scope#NAMED_TEAMS} a participant of the holder's own team is named. */
  public static Cell of(Rule rule, Role role, Holding held) {
    if (rule.scope() == Scope.OPEN) return YES;
    var has = rule.roles().contains(role) && held != Holding.NONE;
    return switch (rule.scope()) {
      case OPEN -> YES;
      case ALL_TEAMS -> has && held == Holding.ALL ? YES : NOT_ALLOWED;
      case PLANNED_TEAMS -> has && (held == Holding.ALL || held == Holding.OWN) ? YES : NOT_ALLOWED;
      case WHAT_IS_SEEN -> !has ? NOT_ALLOWED : held == Holding.SHARED ? PART : held == Holding.OTHER ? NOT_THERE : YES;
      case EVERY_TEAM, NAMED_TEAMS, ANY_TEAM -> rule.order() && !sees(role, held, has) ? NOT_THERE : ofOne(rule, held, has);
    };
  }

  private static boolean sees(Role role, Holding held, boolean has) {
    return (has || Rules.SEEING.contains(role)) && held != Holding.OTHER && held != Holding.NONE;
  }

  private static Cell ofOne(Rule rule, Holding held, boolean has) {
    if (!has) return NOT_ALLOWED;
    if (held == Holding.OTHER) return NOT_THERE;
    return rule.scope() == Scope.EVERY_TEAM && held == Holding.SHARED ? NOT_ALLOWED : YES;
  }
}
