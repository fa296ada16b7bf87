// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.contract;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the table of durable work shows from outside. */
final class WorkView {

  private static final String HAS_PLACE = """
      (select count(*) from durable_work o where o.lane = w.lane and o.lease_owner is not null) < (select l.lane_limit from lane l where l.lane = w.lane)""";
  private static final String GOES_ON = """
      (w.kind in ('FAN_IN', 'COMPARE', 'WATCH') or not exists (select from migration_control c where c.migration = w.migration and c.stopped))""";

  private final JdbcClient store;
  private final String migration;

  WorkView(JdbcClient store, String migration) {
    this.store = store;
    this.migration = migration;
  }

  /** Nobody works on anything, but for so many that wait, and nobody is about to. */
  boolean rests(int waiting) {
    return store.sql("""
        select count(*) filter (where w.lease_owner is not null) <= ?
          and count(*) filter (where w.lease_owner is null and w.due_at <= clock_timestamp() and %s and %s) = 0
        from durable_work w where w.migration = ?""".formatted(GOES_ON, HAS_PLACE)).param(waiting).param(migration).query(Boolean.class).single();
  }

  /** Nothing is on its way between participants and migration. */
  boolean isTold() {
    return !is("w.kind in ('FAN_IN', 'FAN_OUT') and " + GOES_ON + " and (w.lease_owner is not null or w.due_at <= clock_timestamp())");
  }

  /** Nothing goes on by itself any more, but that participants are watched. */
  boolean settled() {
    return !is("w.kind <> 'WATCH' and " + GOES_ON);
  }

  private boolean is(String what) {
    return store.sql("select exists (select from durable_work w where w.migration = ? and (" + what + "))").param(migration).query(Boolean.class).single();
  }

  /** What waits for a place in its lane is due already. In milliseconds of the model's time. */
  Optional<Long> nextDue() {
    return store.sql("select ceil(extract(epoch from min(due_at)) * 1000) from durable_work w where w.migration = ? "
        + "and w.lease_owner is null and w.due_at > clock_timestamp() and " + GOES_ON).param(migration)
        .query(Long.class).optional();
  }

  long left() {
    return store.sql("select count(*) from durable_work where migration = ?").param(migration).query(Long.class).single();
  }

  /** Whoever waits for work looks again. */
  void ring() {
    store.sql("select pg_notify('cmc_work', '')").query().singleRow();
  }

  /** So that a history that ended badly does not disturb the next. */
  void sweep() {
    store.sql("delete from durable_work where migration = ?").param(migration).update();
  }

  @Override public String toString() {
    return store.sql("select kind || ' ' || node || ' due ' || due_at || coalesce(' taken', '') || ' ' || payload from durable_work where migration = ?")
        .param(migration).query(String.class).list().toString();
  }
}
