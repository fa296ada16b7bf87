// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.access.OrderContext;
import io.cmc.access.Person;
import io.cmc.event.OrderEvent.PersonErased;
import io.cmc.id.MigrationId;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.store.person.PersonBook;
import io.cmc.store.person.PersonNames;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Takes orders to forget who somebody was. What they did stays, under their id. */
public final class PersonDesk {

  private final OrderDesk orders;
  private final PersonBook book;
  private final PersonNames names;
  private final PersonGuard guard;

  public PersonDesk(OrderDesk orders, PersonBook book, PersonNames names, PersonGuard guard) {
    this.orders = orders;
    this.book = book;
    this.names = names;
    this.guard = guard;
  }

  void erase(String id, OrderContext by) {
    var person = Optional.ofNullable(names.of(List.of(id)).get(id)).filter(p -> !p.isErased());
    var naming = person.filter(p -> isNamed(p, by)).isPresent();
    orders.take(new Subject("ErasePerson", MigrationId.SERVICE, "", about(id), naming ? unsaid(by) : by), () -> objection(id, person, by),
        new PersonErased(MigrationId.SERVICE, id, by.at()), () -> book.erase(id, by.at()));
  }

  /** A refusal is written down as well, and must not keep the name that it refuses. */
  private static OrderContext unsaid(OrderContext by) {
    return new OrderContext(by.actor(), "", "", "", by.at());
  }

  /** Whoever orders by name instead of by id must not have the name written down by that. */
  private static String about(String id) {
    return Person.isId(id) ? id : "nobody";
  }

  private Optional<Problem> objection(String id, Optional<Person> person, OrderContext by) {
    if (person.isEmpty()) return Optional.of(Problem.of(ProblemCode.PERSON_NOT_FOUND, "the id of a person, p- and 16 digits", about(id)));
    if (isNamed(person.get(), by)) {
      return Optional.of(Problem.of(ProblemCode.CONTEXT_MISSING, "a reason that does not name the person", "the name or the subject in it"));
    }
    return Objections.reason(by).or(() -> guard.objection(id));
  }

  /** What is said with an order is kept for ever. */
  private static boolean isNamed(Person person, OrderContext by) {
    var said = String.join(" ", by.reason(), by.ticket(), by.idempotencyKey()).toLowerCase(Locale.ROOT);
    return Stream.of(person.subject(), person.name()).anyMatch(n -> said.contains(n.toLowerCase(Locale.ROOT)));
  }
}
