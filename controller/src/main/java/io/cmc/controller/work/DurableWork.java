// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cmc.controller.process.FanOut;
import io.cmc.controller.step.Steps;
import io.cmc.controller.work.Lease.Kind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The parts that keep and do durable work, put together over one database. */
public final class DurableWork {

  private final JdbcClient db;
  private final WorkTable table;
  private final PlanShelf plans;
  private final ObjectMapper json;
  private final Wake wake = new Wake();

  public DurableWork(JdbcClient db, TransactionTemplate transaction, ObjectMapper json) {
    this.db = db;
    this.table = new WorkTable(db, transaction);
    this.plans = new PlanShelf(db, json);
    this.json = json;
  }

  public PlanShelf plans() {
    return plans;
  }

  public StepDesk stepDesk() {
    return new StepDesk(table, plans, json, wake);
  }

  public FanInDesk fanInDesk() {
    return new FanInDesk(table, json, wake);
  }

  public MigrationDesk migrationDesk() {
    return new MigrationDesk(db, plans, table, wake);
  }

  public FanOut fanOut() {
    return new FanOutDesk(table, json, wake);
  }

  /** Hears of work that other instances wrote. */
  public WorkBell bell(DataSource database) {
    return new WorkBell(database, wake);
  }

  /** @param owner name of this instance, new at every start; @param grace how long running pieces may end when it is stopped */
  public WorkLoop loop(String owner, Steps steps, CommandGateway gateway, EventStore streams, InstantSource clock, Duration grace) {
    var commands = new Commands(gateway);
    var bench = new StepWorker.Bench(table, commands, plans, steps, json, new Backoff(RandomGenerator.getDefault()), clock);
    return new WorkLoop(owner, table, Map.of(
        Kind.STEP, new StepWorker(bench),
        Kind.FAN_OUT, new FanOutWorker(table, commands, plans, streams, json, clock),
        Kind.FAN_IN, new FanInWorker(table, commands, json, clock)), wake, grace);
  }
}
