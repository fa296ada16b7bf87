// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.evidence;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The events of a migration, in their order. */
public final class Facts {

  private final List<Fact> all;

  private Facts(List<Fact> all) {
    this.all = all;
  }

  /** @param lines of an export of one migration */
  public static Facts of(Collection<String> lines) {
    return new Facts(lines.stream().map(Json::read).filter(line -> line.path("kind").asText().equals("event")).map(line -> Fact.of(line.path("fact")))
        .toList());
  }

  public int count() {
    return all.size();
  }

  /** In the store; 0 where there is none. */
  public long lastPosition() {
    return all.isEmpty() ? 0 : all.getLast().position();
  }

  /** In the migration; 0 where there is none. */
  public long lastSequence() {
    return all.isEmpty() ? 0 : all.getLast().sequence();
  }

  List<Fact> all() {
    return all;
  }

  List<Fact> of(String... kinds) {
    var wanted = Set.of(kinds);
    return all.stream().filter(f -> wanted.contains(f.kind())).toList();
  }

  Optional<Fact> last(String kind, String participant) {
    return all.stream().filter(f -> f.kind().equals(kind) && f.participant().equals(participant)).reduce((a, b) -> b);
  }

  boolean has(String kind) {
    return all.stream().anyMatch(f -> f.kind().equals(kind));
  }
}
