// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.access.OrderContext;
import io.cmc.access.Person;
import io.cmc.event.OrderEvent.LegalHoldLifted;
import io.cmc.event.OrderEvent.LegalHoldSet;
import io.cmc.id.MigrationId;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.store.person.PersonNames;
import io.cmc.store.retention.LegalHolds;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes orders about what must not be forgotten. */
public final class LegalHoldDesk {

  private final OrderDesk orders;
  private final LegalHolds holds;
  private final PersonNames names;
  private final JdbcClient db;

  public LegalHoldDesk(OrderDesk orders, LegalHolds holds, PersonNames names, JdbcClient db) {
    this.orders = orders;
    this.holds = holds;
    this.names = names;
    this.db = db;
  }

  /** @param held a migration, or the id of a person; @return the migration that it is written down with */
  MigrationId set(String held, OrderContext by) {
    var about = about(held);
    orders.take(new Subject("SetLegalHold", about.migration(), "", about.text(), by), () -> Objections.reason(by).or(() -> unknown(about)),
        new LegalHoldSet(about.migration(), about.person(), by.at()), () -> holds.set(about.text(), by.at(), by.reason()));
    return about.migration();
  }

  MigrationId lift(String held, OrderContext by) {
    var about = about(held);
    orders.take(new Subject("LiftLegalHold", about.migration(), "", about.text(), by), () -> Objections.reason(by).or(() -> absent(about)),
        new LegalHoldLifted(about.migration(), about.person(), by.at()), () -> holds.lift(about.text()));
    return about.migration();
  }

  /** @param person empty: the migration */
  private record About(MigrationId migration, String person) {

    String text() {
      return person.isEmpty() ? migration.value() : person;
    }
  }

  private static About about(String held) {
    return Person.isId(held) ? new About(MigrationId.SERVICE, held) : new About(MigrationId.planned(held), "");
  }

  private Optional<Problem> unknown(About about) {
    if (!about.person().isEmpty()) {
      return names.of(List.of(about.person())).isEmpty()
          ? Optional.of(Problem.of(ProblemCode.PERSON_NOT_FOUND, "the id of a person", about.person())) : Optional.empty();
    }
    return db.sql("select exists (select 1 from kept_plan where migration = :m)").param("m", about.migration().value()).query(Boolean.class).single()
        ? Optional.empty() : Optional.of(Problem.of(ProblemCode.MIGRATION_NOT_FOUND, "a migration that was planned", about.migration().value()));
  }

  private Optional<Problem> absent(About about) {
    return holds.has(about.text()) ? Optional.empty() : Optional.of(Problem.of(ProblemCode.HOLD_NOT_FOUND, "a legal hold", "none on " + about.text()));
  }
}
