// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import static io.cmc.controller.activity.Samples.NOON;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cmc.controller.activity.Plans;
import io.cmc.controller.port.Attendant;
import io.cmc.controller.port.LedgerNode;
import io.cmc.controller.port.Nodes;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.controller.step.Steps;
import io.cmc.event.MigrationEvent.MigrationPlanned;
import io.cmc.plan.MigrationPlan;
import io.cmc.postgres.PreparedDatabase;
import io.cmc.postgres.TestSessions;
import io.cmc.store.commit.EndOfTransaction;
import io.cmc.store.engine.Proviso;
import io.cmc.store.names.EventJson;
import io.cmc.store.schema.EventStoreSchema;
import io.cmc.store.schema.ServiceRole;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.axonframework.commandhandling.gateway.CommandGateway;
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

  /** Empty but for a plan that was just made. */
  DurableWork planned(MigrationPlan plan) {
    var durable = emptied().durable();
    durable.migrationDesk().on(new MigrationPlanned(plan.migration(), plan, Plans.HASH, NOON));
    return durable;
  }

  /** Does steps on this node, whichever is asked for. */
  StepWorker worker(ParticipantNode node, CommandGateway gateway) {
    var nodes = mock(Nodes.class);
    when(nodes.participant(any())).thenReturn(node);
    when(nodes.ledger(any())).thenReturn(mock(LedgerNode.class));
    return new StepWorker(new StepWorker.Bench(table(), new Commands(gateway), plans(), new Steps(nodes, Map.of(), Attendant.NOBODY), json,
        new Backoff(new Random(1)), InstantSource.fixed(NOON), Untraced.STEPS));
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
