// SPDX-License-Identifier: Apache-2.0
package io.cmc.access;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * For which teams somebody may do something. What belongs to no team belongs to nobody: it is in reach of those only who may do it for all.
 *
 * @param everything all teams, and what belongs to none
 * @param teams in the order of their names; empty where everything is in reach
 */
public record Reach(boolean everything, Set<String> teams) {

  public static final Reach EVERYTHING = new Reach(true, Set.of());
  public static final Reach NOTHING = new Reach(false, Set.of());

  public Reach {
    teams = everything ? Set.of() : new TreeSet<>(teams);
  }

  /** Where any of these roles is held. */
  public static Reach of(Grants grants, Set<Role> roles) {
    if (roles.stream().anyMatch(grants::hasEverywhere)) return EVERYTHING;
    return new Reach(false, grants.all().stream().filter(g -> roles.contains(g.role())).flatMap(g -> g.team().stream())
        .filter(team -> !team.isBlank()).collect(Collectors.toSet()));
  }

  public boolean covers(String team) {
    return everything || !team.isBlank() && teams.contains(team);
  }

  /** Of no team at all: only where everything is in reach. */
  public boolean coversEvery(Collection<String> all) {
    return everything || !all.isEmpty() && all.stream().allMatch(this::covers);
  }

  public boolean coversAny(Collection<String> some) {
    return everything || some.stream().anyMatch(this::covers);
  }

  public boolean isNothing() {
    return !everything && teams.isEmpty();
  }
}
