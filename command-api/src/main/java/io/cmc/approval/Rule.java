// SPDX-License-Identifier: Apache-2.0
package io.cmc.approval;

import io.cmc.access.Grants;
import io.cmc.access.Role;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/**
 * What a gate asks for.
 *
 * @param count of different people, at least 1; with {@link Scope#EACH_TEAM} of each team
 * @param role that they hold
 * @param goodFor how long an approval counts
 */
public record Rule(Gate gate, int count, Role role, Scope scope, Duration goodFor) {

  public static final Duration GOOD_FOR = Duration.ofDays(7);

  /** For what people write. @throws IllegalArgumentException when it makes no sense */
  public static Rule said(Gate gate, int count, Role role, Scope scope, Duration goodFor) {
    if (count < 1) throw new IllegalArgumentException("fewer than 1 approver at the gate " + gate + ": " + count);
    if (!goodFor.isPositive()) throw new IllegalArgumentException("approvals that are good for no time: " + goodFor);
    return new Rule(gate, count, role, scope, goodFor);
  }

  /** Whether who has these grants may speak. @param team absent: for all that take part */
  public boolean heldBy(Grants grants, Optional<String> team, Collection<String> teams) {
    return team.map(t -> grants.has(role, t)).orElseGet(() -> teams.stream().allMatch(t -> grants.has(role, t)));
  }

  /** Whether nothing is asked for less than there. */
  boolean reaches(Rule floor) {
    return count >= floor.count && role == floor.role && scope == floor.scope && goodFor.compareTo(floor.goodFor) <= 0;
  }

  @Override public String toString() {
    return gate + ": " + count + " x " + role + (scope == Scope.EACH_TEAM ? " of each team" : "") + ", good for " + goodFor;
  }
}
