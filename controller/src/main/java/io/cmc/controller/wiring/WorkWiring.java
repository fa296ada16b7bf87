// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.wiring;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cmc.controller.adapter.backup.BackupStrategies;
import io.cmc.controller.adapter.backup.ToolRunner;
import io.cmc.controller.adapter.canton2.Callers;
import io.cmc.controller.adapter.canton2.Deadlines;
import io.cmc.controller.adapter.canton2.GrpcNodes;
import io.cmc.controller.adapter.hook.GateHooks;
import io.cmc.controller.adapter.hook.Hooks;
import io.cmc.controller.outward.Post;
import io.cmc.controller.port.Attendant;
import io.cmc.controller.port.Backups;
import io.cmc.controller.port.Gatekeeper;
import io.cmc.controller.port.Nodes;
import io.cmc.controller.process.FanOut;
import io.cmc.controller.secrecy.SecretReader;
import io.cmc.controller.step.Steps;
import io.cmc.controller.work.ApproverDesk;
import io.cmc.controller.work.DurableWork.Crew;
import io.cmc.controller.work.DurableWork;
import io.cmc.controller.work.FanInDesk;
import io.cmc.controller.work.MigrationDesk;
import io.cmc.controller.work.PlanShelf;
import io.cmc.controller.work.PositionDesk;
import io.cmc.controller.work.StepDesk;
import io.cmc.controller.work.WorkBell;
import io.cmc.controller.work.WorkFigures;
import io.cmc.controller.work.WorkLoop;
import io.cmc.plan.BackupStrategy;
import io.cmc.store.commit.EndOfTransaction;
import io.cmc.store.outage.StoreHealth;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.InstantSource;
import java.util.Map;
import javax.sql.DataSource;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Durable work, the steps it consists of, and the adapters behind their ports. */
@Configuration(proxyBeanMethods = false)
public class WorkWiring {

  @Bean static InstantSource clock() {
    return InstantSource.system();
  }

  @Bean static GrpcNodes nodes(ControllerSettings settings, Telemetry telemetry) {
    return new GrpcNodes(Deadlines.DEFAULT, SecretReader.ofThisProcess(), new Callers("cmc/" + settings.instance(), telemetry::along));
  }

  @Bean static BackupsByStrategy backups(ControllerSettings settings) {
    return new BackupsByStrategy(BackupStrategies.of(SecretReader.ofThisProcess(), settings.backupFolder(),
        settings.databaseTools(), ToolRunner.childProcesses()));
  }

  /** Spring takes a map of beans apart; this keeps it whole. */
  public record BackupsByStrategy(Map<BackupStrategy, Backups> map) {}

  @Bean static Attendant attendant(ControllerSettings settings) {
    return Hooks.of(settings.hooks().participantStop(), settings.hooks().participantStart());
  }

  @Bean static Post post(InstantSource clock) {
    return new Post(clock, SecretReader.ofThisProcess());
  }

  @Bean static Gatekeeper gatekeeper(ControllerSettings settings, Post post) {
    return new GateHooks(settings.hooks().gating(), post, settings.hooks().source());
  }

  @Bean static Steps steps(Nodes nodes, BackupsByStrategy backups, Attendant attendant, Gatekeeper hooks) {
    return new Steps(nodes, backups.map(), attendant, hooks);
  }

  @Bean static DurableWork durableWork(NamedParameterJdbcOperations statements, PlatformTransactionManager transactions, EndOfTransaction end, ObjectMapper languageJson) {
    return new DurableWork(statements, new TransactionTemplate(transactions), end, languageJson);
  }

  @Bean static PlanShelf planShelf(DurableWork work) {
    return work.plans();
  }

  @Bean static MigrationDesk migrationDesk(DurableWork work) {
    return work.migrationDesk();
  }

  @Bean static StepDesk stepDesk(DurableWork work) {
    return work.stepDesk();
  }

  @Bean static PositionDesk positionDesk(DurableWork work) {
    return work.positionDesk();
  }

  @Bean static ApproverDesk approverDesk(JdbcClient db) {
    return new ApproverDesk(db);
  }

  @Bean static FanInDesk fanInDesk(DurableWork work) {
    return work.fanInDesk();
  }

  @Bean static FanOut fanOut(DurableWork work) {
    return work.fanOut();
  }

  @Bean static WorkBell workBell(DurableWork work, ControllerSettings settings, DataSource database) {
    return work.bell(settings.instance(), database);
  }

  @Bean static Telemetry telemetry(ObjectProvider<MeterRegistry> meters, ObjectProvider<OpenTelemetry> traces) {
    return Telemetry.of(meters, traces);
  }

  @Bean static SmartInitializingSingleton workFigures(JdbcClient db, InstantSource clock, ObjectProvider<MeterRegistry> meters) {
    return () -> meters.forEach(new WorkFigures(db, clock)::bindTo);
  }

  @Bean static Crew crew(ControllerSettings settings, Steps steps, Nodes nodes, StoreHealth store, Telemetry telemetry) {
    return new Crew(settings.instance(), steps, nodes, settings.watch(), settings.grace(), store, telemetry.steps());
  }

  @Bean static WorkLoop workLoop(DurableWork work, Crew crew, CommandGateway commands, EventStore events, InstantSource clock) {
    return work.loop(crew, commands, events, clock);
  }
}
