// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.projection.sight.Sight;
import io.cmc.projection.sight.TeamTable;
import io.cmc.projection.sight.View;
import io.cmc.wire.Doorkeeper;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** What whoever makes the call that is being answered may see. */
public final class Views {

  private final TeamTable teams;

  public Views(TeamTable teams) {
    this.teams = teams;
  }

  /** Nothing, unless the call came through the doorkeeper. */
  static Sight sight() {
    return new Sight(Doorkeeper.reach());
  }

  View of(String migration) {
    var sight = sight();
    return sight.everything() ? View.WHOLE : sight.of(teams.members(migration));
  }

  /** The same for many, read at once. */
  Function<String, View> of(Collection<String> migrations) {
    var sight = sight();
    if (sight.everything()) return migration -> View.WHOLE;
    var members = teams.members(migrations);
    return migration -> sight.of(members.getOrDefault(migration, List.of()));
  }
}
