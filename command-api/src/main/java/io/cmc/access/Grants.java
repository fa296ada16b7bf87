// SPDX-License-Identifier: Apache-2.0
package io.cmc.access;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** All roles of one person, as they were when the person called. */
public record Grants(Set<Grant> all) {

  public static final Grants NONE = new Grants(Set.of());

  /** Every role for every team: the service itself, and the local administrator. */
  public static final Grants EVERYTHING = new Grants(Arrays.stream(Role.values()).map(Grant::everywhere).collect(Collectors.toSet()));

  public Grants {
    all = Set.copyOf(all);
  }

  /** Whether the role is held for this team, or for all. */
  public boolean has(Role role, String team) {
    return all.stream().anyMatch(g -> g.covers(role, team));
  }

  /** Whether the role is held for all teams. */
  public boolean hasEverywhere(Role role) {
    return all.contains(Grant.everywhere(role));
  }

  /** Whether the role is held at all, for whatever team. */
  public boolean hasSomewhere(Role role) {
    return all.stream().anyMatch(g -> g.role() == role);
  }

  /** Teams that are named in any role, in the order of their names; a role for all teams names none. */
  public Set<String> teams() {
    return all.stream().flatMap(g -> g.team().stream()).collect(Collectors.toCollection(TreeSet::new));
  }
}
