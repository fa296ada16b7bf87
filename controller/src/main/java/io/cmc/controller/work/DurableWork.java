// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cmc.controller.port.Nodes;
import io.cmc.controller.process.FanOut;
import io.cmc.controller.step.Steps;
import io.cmc.controller.work.Lease.Kind;
import io.cmc.store.commit.EndOfTransaction;
import io.cmc.store.outage.StoreHealth;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The parts that keep and do durable work, put together over one database. */
public final class DurableWork {

  /** So that two hundred are looked at within ten seconds although fifty of them hang. */
  private static final int LOOKS_AT_ONCE = 64;
  private static final Duration ONE_LOOK = Duration.ofMillis(1500);
  /** With a second between them, about five seconds for one that does not answer. */
  private static final int TRIES = 3;

  private final JdbcClient db;
  private final WorkTable table;
  private final PositionTable positions;
  private final PlanShelf plans;
  private final ObjectMapper json;
  private final Wake wake = new Wake();

  /** @param end when what events leave behind is written */
  public DurableWork(NamedParameterJdbcOperations statements, TransactionTemplate transaction, EndOfTransaction end, ObjectMapper json) {
    this.db = JdbcClient.create(statements);
    var writes = new Writes(end);
    this.table = new WorkTable(statements, transaction, writes, wake);
    this.positions = new PositionTable(db, writes);
    this.plans = new PlanShelf(db, end, json);
    this.json = json;
  }

  public PlanShelf plans() {
    return plans;
  }

  public StepDesk stepDesk() {
    return new StepDesk(table, plans, json, wake);
  }

  public PositionDesk positionDesk() {
    return new PositionDesk(positions, plans);
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

  /** Hears of work that other instances wrote, and lets them see that this one is there. @param owner name of this instance, new at every start */
  public WorkBell bell(String owner, DataSource database) {
    return new WorkBell(database, wake, new Presence(owner));
  }

  /**
   * Who does the work.
   *
   * @param owner name of this instance, new at every start
   * @param watch how often the participants of a migration are looked at
   * @param grace how long running pieces may end when it is stopped
   * @param store nothing is begun while it takes no events
   * @param telemetry who is told of each time that a step is worked on
   */
  public record Crew(String owner, Steps steps, Nodes nodes, Duration watch, Duration grace, StoreHealth store,
      StepTelemetry telemetry) {}

  public WorkLoop loop(Crew crew, CommandGateway gateway, EventStore streams, InstantSource clock) {
    var commands = new Commands(gateway);
    var bench = new StepWorker.Bench(table, commands, plans, crew.steps(), json, new Backoff(RandomGenerator.getDefault()), clock,
        crew.telemetry());
    var looks = new Looks(crew.nodes(), LOOKS_AT_ONCE, ONE_LOOK);
    var stand = new CompareWorker.Stand(table, positions, plans, commands, looks, json, clock, TRIES);
    var post = new WatchWorker.Post(table, positions, plans, commands, looks, json, clock, crew.watch());
    return new WorkLoop(new Claims(crew.owner(), table, commands, clock, crew.store()), table, Map.of(
        Kind.STEP, new StepWorker(bench),
        Kind.FAN_OUT, new FanOutWorker(table, commands, plans, streams, json, clock, crew.steps().sideBySide(FanOutWorker.SIDE_BY_SIDE)),
        Kind.FAN_IN, new FanInWorker(table, commands, json, clock),
        Kind.COMPARE, new CompareWorker(stand, CompareWorker.Pause.OF_A_SECOND),
        Kind.WATCH, new WatchWorker(post)), wake, crew.grace());
  }
}
