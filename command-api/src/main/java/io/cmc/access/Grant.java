// SPDX-License-Identifier: Apache-2.0
package io.cmc.access;

import java.util.Objects;
import java.util.Optional;

/**
 * One role of one person.
 *
 * @param team the team whose participants it is for; absent: all teams
 */
public record Grant(Role role, Optional<String> team) {

  public Grant {
    Objects.requireNonNull(role, "a grant has a role");
    Objects.requireNonNull(team, "a grant is for a team or for all");
  }

  public static Grant everywhere(Role role) {
    return new Grant(role, Optional.empty());
  }

  public static Grant of(Role role, String team) {
    return new Grant(role, Optional.of(team));
  }

  boolean covers(Role wanted, String of) {
    return role == wanted && team.map(of::equals).orElse(true);
  }
}
