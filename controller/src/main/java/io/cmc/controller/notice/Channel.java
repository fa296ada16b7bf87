// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.notice;

import io.cmc.controller.notice.Notice.Weight;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody who is told.
 *
 * @param least what matters less is not told
 * @param remind after how long what lasts is told again; zero: never
 */
public record Channel(String name, Courier courier, Audience audience, Weight least, Duration remind) {

  /**
   * @param teams whose migrations it is about, with what concerns these teams' own participants; empty: everything
   * @param kinds that are told; empty: all
   */
  public record Audience(Set<String> teams, Set<Kind> kinds) {
    public static final Audience EVERYBODY = new Audience(Set.of(), Set.of());

    public Audience {
      teams = Set.copyOf(teams);
      kinds = Set.copyOf(kinds);
    }
  }

  /** @param all teams of the migration @param team of the participant that it is about; absent: it is about all */
  boolean wants(Kind kind, Optional<String> team, List<String> all) {
    return kind.loud() || kind.weight().compareTo(least) >= 0 && (audience.kinds().isEmpty() || audience.kinds().contains(kind)) && concerns(team, all);
  }

  private boolean concerns(Optional<String> team, List<String> all) {
    return audience.teams().isEmpty() || team.map(audience.teams()::contains).orElseGet(() -> all.stream().anyMatch(audience.teams()::contains));
  }

  /** What is said of a migration as a whole may name participants of other teams. */
  boolean mayKnow(Optional<String> team) {
    return audience.teams().isEmpty() || team.isPresent();
  }
}
