// SPDX-License-Identifier: Apache-2.0
package io.cmc.approval;

import io.cmc.access.Role;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a gate still waits for.
 *
 * @param who how many of which team; team empty: for all teams
 */
public record Missing(Gate gate, Role role, List<Share> who) {

  public record Share(String team, int count) {
    private String words(String role) {
      return count + " more " + role + (count == 1 ? "" : "s") + (team.isEmpty() ? "" : " of " + team);
    }
  }

  public Missing {
    who = List.copyOf(who);
  }

  /** For example {@code 1 more approver}. */
  @Override public String toString() {
    var name = role.name().toLowerCase(Locale.ROOT);
    return who.stream().map(s -> s.words(name)).collect(Collectors.joining(", "));
  }
}
