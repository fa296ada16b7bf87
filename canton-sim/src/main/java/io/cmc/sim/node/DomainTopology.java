// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toCollection;

import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

/**
 * Who may use a domain, and which participant hosts which party there. Only this process writes it, and nobody leaves: hostings are read from its
 * database once, and told from memory, also while that is out of reach.
 */
public final class DomainTopology {

  /**
   * A participant that the domain has heard of.
   *
   * @param allowed the domain's side of the permission
   * @param trusted the participant's side of it
   */
  public record Member(String uid, boolean allowed, boolean trusted) {}

  /** A party on a participant. */
  public record Hosting(String party, String uid) {}

  private final Database database;
  private final boolean permissioned;
  private final NavigableSet<Hosting> hostings = new ConcurrentSkipListSet<>(comparing(Hosting::party).thenComparing(Hosting::uid));

  DomainTopology(Database database, boolean permissioned) {
    this.database = database;
    this.permissioned = permissioned;
    hostings.addAll(database.read(jdbc -> jdbc.sql("select party, uid from domain_parties")
        .query((row, n) -> new Hosting(row.getString(1), row.getString(2))).list()));
  }

  /** Takes the participant in with its parties; false when the manager has not allowed it. May be called again. */
  boolean join(String uid, Collection<String> parties) {
    var allowed = stored(uid, parties);
    if (allowed) parties.forEach(p -> hostings.add(new Hosting(p, uid)));
    return allowed;
  }

  private boolean stored(String uid, Collection<String> parties) {
    return database.write(jdbc -> {
      jdbc.sql("""
          insert into domain_participants(uid, allowed, trusted) values (?, ?, true)
          on conflict (uid) do update set trusted = true""").params(uid, !permissioned).update();
      var allowed = jdbc.sql("select allowed from domain_participants where uid = ?").param(uid).query(Boolean.class).single();
      if (allowed) parties.forEach(p -> jdbc.sql("insert into domain_parties(party, uid) values (?, ?) on conflict do nothing").params(p, uid).update());
      return allowed;
    });
  }

  /** The manager allows the participant; false when it was allowed before. */
  public boolean allow(String uid) {
    return database.write(jdbc -> jdbc.sql("""
        insert into domain_participants(uid, allowed) values (?, true)
        on conflict (uid) do update set allowed = true where not domain_participants.allowed""").param(uid).update()) > 0;
  }

  public List<Member> members() {
    return database.read(jdbc -> jdbc.sql("select uid, allowed, trusted from domain_participants order by uid")
        .query((row, n) -> new Member(row.getString(1), row.getBoolean(2), row.getBoolean(3))).list());
  }

  public List<Hosting> parties() {
    return List.copyOf(hostings);
  }

  /** Those whose names, and whose participants' uids, begin like this. */
  public List<Hosting> parties(String party, String uid) {
    return from(party).takeWhile(h -> h.party().startsWith(party)).filter(h -> h.uid().startsWith(uid)).toList();
  }

  /** The participants that host the parties; absent when one of the parties is not known here. */
  Optional<Set<String>> hosts(Collection<String> parties) {
    if (!unknown(parties).isEmpty()) return Optional.empty();
    return Optional.of(parties.stream().flatMap(this::of).map(Hosting::uid).collect(toCollection(TreeSet::new)));
  }

  Set<String> unknown(Collection<String> parties) {
    return parties.stream().filter(p -> of(p).findAny().isEmpty()).collect(toCollection(TreeSet::new));
  }

  private Stream<Hosting> of(String party) {
    return from(party).takeWhile(h -> h.party().equals(party));
  }

  private Stream<Hosting> from(String party) {
    return hostings.tailSet(new Hosting(party, "")).stream();
  }
}
