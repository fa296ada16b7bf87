// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cmc.plan.MigrationPlan;
import io.cmc.postgres.PreparedDatabase;
import io.cmc.postgres.TestSessions;
import io.cmc.store.commit.EndOfTransaction;
import io.cmc.store.engine.Proviso;
import io.cmc.store.names.EventJson;
import io.cmc.store.schema.EventStoreSchema;
import io.cmc.store.schema.ServiceRole;
import java.util.List;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A database of its own with the tables of the service, as the service's role sees it. */
public record TestDatabase(JdbcClient db, PlatformTransactionManager transactions, ObjectMapper json) {

  private static final PreparedDatabase DATABASE = new PreparedDatabase(
      url -> new EventStoreSchema(owner(url)).prepare(new ServiceRole("cmc_service", Optional.empty())));

  public static TestDatabase create() {
    var url = DATABASE.copy();
    // what is visible to whom is the same, and the disk is not waited for
    var service = TestSessions.of(url, "cmc_service", "-c synchronous_commit=off");
    return new TestDatabase(JdbcClient.create(service), new JdbcTransactionManager(service), EventJson.mapper());
  }

  private static PGSimpleDataSource owner(String url) {
    var owner = new PGSimpleDataSource();
    owner.setUrl(url);
    return owner;
  }

  public JdbcTemplate jdbc() {
    return new JdbcTemplate(((JdbcTransactionManager) transactions).getDataSource());
  }

  public TransactionTemplate transaction() {
    return new TransactionTemplate(transactions);
  }

  WorkTable table() {
    return table(new Wake());
  }

  WorkTable table(Wake wake) {
    return new WorkTable(statements(), transaction(), new Writes(end()), wake);
  }

  PositionTable positions() {
    return new PositionTable(db, new Writes(end()));
  }

  public DurableWork durable() {
    return new DurableWork(statements(), transaction(), end(), json);
  }

  private NamedParameterJdbcTemplate statements() {
    return new NamedParameterJdbcTemplate(jdbc());
  }

  /** No event waits for it. */
  EndOfTransaction end() {
    return new EndOfTransaction(jdbc().getDataSource(), command -> false);
  }

  public PlanShelf plans() {
    return new PlanShelf(db, end(), json);
  }

  /** Keeps a plan as if it had just been made. */
  public void keep(MigrationPlan plan) {
    plans().put(plan, "ab".repeat(32));
  }

  public TestDatabase emptied() {
    for (var table : new String[] {"durable_work", "lane", "migration_control", "kept_plan", "active_participant", "used_alias", "order_answer",
        "parked_step", "recorded_position", "approver"}) {
      db.sql("delete from " + table).update();
    }
    return this;
  }

  /** Sessions of instances that are seen by the others. */
  List<Integer> present() {
    return db.sql("select pid from pg_locks where locktype = 'advisory' and objsubid = 2 and database = (select oid from pg_database where datname = current_database())")
        .query(Integer.class).list();
  }

  /** What a command's events would find if they were stored now. */
  boolean holds(Proviso proviso) {
    return Boolean.TRUE.equals(jdbc().execute((ConnectionCallback<Boolean>) proviso::holds));
  }

  /** Time passes for leases: those that are held have run out. */
  void leasesRunOut() {
    db.sql("update durable_work set lease_until = clock_timestamp() - interval '1 second' where lease_owner is not null").update();
  }

  void everythingIsDue() {
    db.sql("update durable_work set due_at = clock_timestamp() - interval '1 second'").update();
  }
}
