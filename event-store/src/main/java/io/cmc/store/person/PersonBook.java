// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.person;

import io.cmc.access.Actor;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Gives whoever calls an id, and forgets who they were. Several instances share it. */
public final class PersonBook {

  private static final Duration EXACT = Duration.ofHours(1);
  private static final String ERASE = "update person set subject = null, name = null, erased_at = ? where id = ? and subject is not null";

  private final JdbcTemplate jdbc;
  private final Supplier<String> newIds;

  /** @param newIds ids that nobody has and that tell nothing */
  public PersonBook(JdbcTemplate jdbc, Supplier<String> newIds) {
    this.jdbc = jdbc;
    this.newIds = newIds;
  }

  private record Known(String id, String name, String teams, Instant seen) {

    boolean differs(Actor caller, Instant now) {
      return !name.equals(caller.name()) || !teams.equals(PersonBook.teams(caller)) || seen.plus(EXACT).isBefore(now);
    }
  }

  /** The id of whoever calls: the same at every call, until the person is erased. */
  public String idOf(Actor caller, Instant now) {
    var known = known(caller);
    if (known.isEmpty()) {
      enter(caller, now);
      return known(caller).orElseThrow(() -> new IllegalStateException("a person was erased in the moment of the first call")).id();
    }
    known.filter(k -> k.differs(caller, now)).ifPresent(k -> touch(k.id(), caller, now));
    return known.get().id();
  }

  private Optional<Known> known(Actor caller) {
    return jdbc.query("select id, name, teams, last_seen_at from person where realm = ? and subject = ?",
        (r, n) -> new Known(r.getString(1), r.getString(2), r.getString(3), r.getTimestamp(4).toInstant()), caller.authentication(), caller.subject()).stream().findFirst();
  }

  private void enter(Actor caller, Instant now) {
    var at = Timestamp.from(now);
    jdbc.update("insert into person (id, realm, subject, name, teams, first_seen_at, last_seen_at) values (?, ?, ?, ?, ?, ?, ?) "
        + "on conflict (realm, subject) where subject is not null do nothing", newIds.get(), caller.authentication(), caller.subject(), caller.name(),
        teams(caller), at, at);
  }

  /** Nobody is kept from reading by a full disk: it is done again at the next call. */
  private void touch(String id, Actor caller, Instant now) {
    try {
      jdbc.update("update person set name = ?, teams = ?, last_seen_at = greatest(last_seen_at, ?) where id = ? and subject is not null", caller.name(),
          teams(caller), Timestamp.from(now), id);
    } catch (DataAccessException e) {
      // the id is known all the same
    }
  }

  private static String teams(Actor caller) {
    return String.join(",", caller.grants().teams());
  }

  /** In the caller's transaction. @return false when there is no such person, or not any more */
  public boolean erase(String id, Instant at) {
    return jdbc.update(ERASE, Timestamp.from(at), id) == 1;
  }

  /** As {@link #erase}, but nobody who has called since. */
  public boolean eraseUnseen(String id, Instant since, Instant at) {
    return jdbc.update(ERASE + " and last_seen_at < ?", Timestamp.from(at), id, Timestamp.from(since)) == 1;
  }
}
