// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.contract;

import io.cmc.deploy.simulation.time.Agenda;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The time of a model's world for a service that runs on many threads: whoever calls a node has his turn alone, and the clocks of the
 * service and of its database follow. The database has a {@code clock_timestamp()} of its own, in front of PostgreSQL's, and so has each statement, and leases
 * do not run out, as if they were renewed all the time.
 */
final class ModelTime implements InstantSource {

  private static final String[] STATEMENTS = {
      "create sequence model_millis minvalue 0",
      "create function public.clock_timestamp() returns timestamptz language sql volatile as "
          + "'select to_timestamp(last_value / 1000.0) from public.model_millis'",
      "create function public.statement_timestamp() returns timestamptz language sql volatile as 'select public.clock_timestamp()'",
      "alter table durable_work alter due_at set default public.clock_timestamp()",
      "create function lease_lasts() returns trigger language plpgsql as "
          + "'begin if new.lease_owner is not null then new.lease_until := ''infinity''; end if; return new; end'",
      "create trigger lease_lasts before update on durable_work for each row execute function lease_lasts()"};

  private final ReentrantLock turn = new ReentrantLock(true);
  private final Waits waits = new Waits(turn);
  private final JdbcClient owner;
  private Agenda agenda = new Agenda();
  private long told;
  private volatile Instant now = Instant.EPOCH;

  /** @param database whose schema is there already; who connects from now on has the model's time */
  ModelTime(String database) {
    run(database, STATEMENTS);
    run(database, "alter database %s set search_path = public, pg_catalog".formatted(database.replaceAll(".*/", "").replaceAll("\\?.*", "")));
    this.owner = JdbcClient.create(new SingleConnectionDataSource(database, true));
    follow();
  }

  private static void run(String database, String... statements) {
    try (var connection = DriverManager.getConnection(database); var statement = connection.createStatement()) {
      for (var sql : statements) statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("the database of the model's time", e);
    }
  }

  /** From now on it is the time of this one, and who waited in the time of another waits no longer. */
  void becomes(Agenda other) {
    alone(() -> {
      waits.endAll();
      agenda = other;
      return other;
    });
  }

  /** For whoever has his turn: others have theirs until it is so, or the time is over. */
  void waits(BooleanSupplier done, long until) {
    follow();
    waits.begin(done, until);
  }

  /** For whoever has his turn. */
  Waits waits() {
    return waits;
  }

  <T> T alone(Supplier<T> what) {
    turn.lock();
    try {
      return what.get();
    } finally {
      follow();
      turn.unlock();
    }
  }

  private void follow() {
    if (agenda.now() == told) return;
    told = agenda.now();
    owner.sql("select setval('model_millis', ?)").param(told).query().singleRow();
    now = agenda.instant();
  }

  @Override public Instant instant() {
    return now;
  }

  /** On the owner's own connection. */
  JdbcClient store() {
    return owner;
  }
}
