// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.access.Actor;
import io.cmc.event.OrderEvent.PersonErased;
import io.cmc.id.MigrationId;
import io.cmc.store.deed.Deeds;
import io.cmc.store.person.PersonBook;
import io.cmc.store.person.PersonNames;
import io.cmc.store.retention.RetentionTerms.Term;
import io.cmc.store.retention.Sweep;
import java.time.Instant;
import org.springframework.transaction.support.TransactionTemplate;

/** Erases who did not call for long; each is an entry of the audit, by the service itself. */
public final class NameSweep implements Sweep {

  private final PersonNames names;
  private final PersonGuard guard;
  private final Term term;
  private final Erasing erasing;

  /** Both, or neither. */
  public record Erasing(PersonBook book, Deeds deeds, TransactionTemplate transaction) {

    private boolean erase(String id, Instant since, Instant now) {
      return Boolean.TRUE.equals(transaction.execute(status -> {
        if (!book.eraseUnseen(id, since, now)) return false; // who called in this moment keeps the name
        deeds.write("Retention", Actor.SERVICE, at -> new PersonErased(MigrationId.SERVICE, id, at));
        return true;
      }));
    }
  }

  public NameSweep(PersonNames names, PersonGuard guard, Term term, Erasing erasing) {
    this.names = names;
    this.guard = guard;
    this.term = term;
    this.erasing = erasing;
  }

  @Override public String what() {
    return "names of persons";
  }

  @Override public int forget(Instant now) {
    return names.teams().stream().mapToInt(teams -> term.before(teams, now).map(before -> forget(teams, before, now)).orElse(0)).sum();
  }

  private int forget(String teams, Instant before, Instant now) {
    return (int) names.notSeenSince(before, teams).stream().filter(id -> guard.objection(id).isEmpty()).filter(id -> erasing.erase(id, before, now)).count();
  }
}
