// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.store.retention.LegalHolds;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Why a name must not be forgotten just now. */
public final class PersonGuard {

  /** Only of migrations that hold participants: a plan that nobody starts would keep a name for ever. */
  private static final String ACTS = """
      select open.migration from (select distinct migration from active_participant) open join event_seal s on s.migration = open.migration
        join domain_event_entry e using (global_index) where position(:id in e.meta_data) > 0 limit 1""";

  private final JdbcClient db;
  private final LegalHolds holds;

  public PersonGuard(JdbcClient db, LegalHolds holds) {
    this.db = db;
    this.holds = holds;
  }

  Optional<Problem> objection(String id) {
    return holds.ofPerson(id).map(held -> Problem.of(ProblemCode.LEGAL_HOLD, "a person whom no legal hold covers", "one on " + held)).or(() -> acts(id));
  }

  private Optional<Problem> acts(String id) {
    return db.sql(ACTS).param("id", '"' + id + '"').query(String.class).optional()
        .map(migration -> Problem.of(ProblemCode.PERSON_ACTS, "a person who acted in ended migrations only", migration + ", which goes on"));
  }
}
