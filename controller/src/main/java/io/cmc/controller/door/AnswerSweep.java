// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.store.retention.Sweep;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Forgets answers by their keys: an order that comes again after that is a new one. Those without a migration stay while any is held. */
public final class AnswerSweep implements Sweep {

  private static final int AT_ONCE = 5_000;
  private static final String FORGET = """
      delete from order_answer where idempotency_key in (select idempotency_key from order_answer a where at < :before
        and not exists (select 1 from legal_hold h where h.held = a.migration or a.migration = '' and h.held !~ '^p-[0-9a-f]{16}$') limit %d)""".formatted(AT_ONCE);

  private final JdbcClient db;
  private final Duration term;

  /** @param term zero: for ever */
  public AnswerSweep(JdbcClient db, Duration term) {
    this.db = db;
    this.term = term;
  }

  @Override public String what() {
    return "answers to orders";
  }

  @Override public int forget(Instant now) {
    if (term.isZero()) return 0;
    var all = 0;
    int some;
    do {
      some = db.sql(FORGET).param("before", Timestamp.from(now.minus(term))).update();
      all += some;
    } while (some == AT_ONCE);
    return all;
  }
}
