// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.cmc.access.Actor;
import io.cmc.access.OrderContext;
import io.cmc.command.AbortMigration;
import io.cmc.command.AcceptDifferences;
import io.cmc.command.ConfirmBackup;
import io.cmc.command.PlanMigration;
import io.cmc.command.ReleaseGate;
import io.cmc.command.StartMigration;
import io.cmc.controller.port.Nodes;
import io.cmc.controller.survey.DraftPlan;
import io.cmc.controller.survey.Survey;
import io.cmc.id.JourneyId;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.PlanHash;
import io.cmc.id.SynchronizerAlias;
import io.cmc.journey.Phase;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.Endpoint;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.Pace;
import io.cmc.plan.Verification;
import io.cmc.postgres.ThrowawayServer;
import io.cmc.proof.ResourceLimits;
import io.cmc.rejection.OrderRejected;
import io.cmc.sim.Network;
import io.cmc.sim.NetworkBuilder;
import io.cmc.store.retention.RetentionTerms;
import io.cmc.store.schema.EventStoreSchema;
import io.cmc.store.schema.ServiceRole;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whole migrations of simulated nodes over the real store, watched and compared: what others change is noticed, what we change is not. */
@Order(1) // the longest, so that nobody waits for it at the end
@ResourceLock("log")
class WatchedMigrationTest {

  private static final MigrationId M = new MigrationId("net-7");
  private static final PlanHash HASH = new PlanHash("ab".repeat(32));
  private final String database = ThrowawayServer.newDatabase();
  private Network network;
  private ConfigurableApplicationContext service;
  private MigrationPlan plan;

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import({AxonWiring.class, DeadlineWiring.class, WorkWiring.class, SealWiring.class})
  static class Service {

    @Bean ControllerSettings settings() {
      return new ControllerSettings(UUID.randomUUID().toString(), Path.of("backups"), Optional.empty(), Duration.ofSeconds(5), Duration.ofSeconds(1),
          ControllerSettings.Hooks.NONE, io.cmc.approval.Policy.NONE);
    }

    @Bean RetentionTerms terms() {
      return RetentionTerms.FOR_EVER;
    }

    @Bean(destroyMethod = "close") HikariDataSource dataSource(Environment environment) {
      var owner = new PGSimpleDataSource();
      owner.setUrl(environment.getProperty("test.database"));
      owner.setUser("postgres");
      new EventStoreSchema(owner).prepare(new ServiceRole("cmc_service", Optional.empty()));
      var pool = new HikariDataSource();
      pool.setJdbcUrl(environment.getProperty("test.database"));
      pool.setUsername("cmc_service");
      pool.setMinimumIdle(2);
      return pool;
    }
  }

  @BeforeEach void a_network() {
    network = quick(Network.builder(ThrowawayServer.newDatabase()).seed(7).sharedDatabase().participants(2).contracts(10)).start();
    network.traffic().stop();
    service = start();
  }

  private static NetworkBuilder quick(NetworkBuilder builder) {
    return builder.domainTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1));
  }

  @AfterEach void ends() {
    service.close();
    network.close();
  }

  @Test void steps_of_our_own_raise_nothing_all_the_way() {
    begin(Set.of());

    until("MigrationCompleted");

    assertThat(events("ForeignChangeSeen")).isZero();
    assertThat(events("MigrationHeld")).isZero();
    assertThat(store().sql("select count(*) from recorded_position").query(Integer.class).single()).isZero();
  }

  @Test void a_service_that_starts_anew_compares_first_finds_nothing_and_goes_on() {
    begin(Set.of(Phase.MOVE_CONTRACTS, Phase.VERIFY));
    until("GateHeld");

    service.close();
    var began = System.nanoTime();
    service = start();
    until("ReconcileEnded");
    System.out.println("started and compared in " + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms");
    order(new ReleaseGate(M, Phase.MOVE_CONTRACTS, by()));
    await().atMost(Duration.ofSeconds(60)).until(() -> events("GateHeld") == 2);
    service.close();
    service = start();
    await().atMost(Duration.ofSeconds(60)).until(() -> events("ReconcileEnded") == 2);
    order(new ReleaseGate(M, Phase.VERIFY, by()));

    until("MigrationCompleted");
    assertThat(events("MigrationHeld")).isZero();
    assertThat(events("ForeignChangeSeen")).isZero();
  }

  @Test void the_way_back_raises_nothing() {
    begin(Set.of(Phase.BACK_UP));
    until("GateHeld");

    order(new AbortMigration(M, by()));

    until("MigrationAborted");
    assertThat(events("ForeignChangeSeen")).isZero();
    assertThat(events("MigrationHeld")).isZero();
  }

  @Test void what_somebody_else_changes_holds_until_a_person_accepts_it() {
    begin(Set.of(Phase.DISCONNECT));
    until("GateHeld");
    var node = service.getBean(Nodes.class).participant(plan.participant(plan.names().getFirst()));

    node.setLimits(new ResourceLimits(Optional.of(50), Optional.of(50), 0.5));
    var began = System.nanoTime();
    await().atMost(Duration.ofSeconds(10)).until(() -> events("ForeignChangeSeen") == 1 && events("MigrationHeld") == 1);
    System.out.println("noticed and held after " + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms, looking every second");

    node.setLimits(new ResourceLimits(Optional.of(0), Optional.of(0), 0.5));
    order(new AcceptDifferences(M, by()));
    order(new ReleaseGate(M, Phase.DISCONNECT, by()));
    until("MigrationCompleted");
    assertThat(events("ForeignChangeSeen")).isEqualTo(1);
  }

  private ConfigurableApplicationContext start() {
    System.setProperty("axoniq.update-checker.disabled", "true");
    System.setProperty("disable-axoniq-console-message", "true");
    return SpringApplication.run(Service.class, "--test.database=" + database, "--axon.axonserver.enabled=false", "--spring.flyway.enabled=false",
        "--spring.main.web-application-type=none", "--spring.main.banner-mode=off", "--logging.level.root=warn");
  }

  private void begin(Set<Phase> gates) {
    var draft = new DraftPlan(M, new DraftPlan.Source(new SynchronizerAlias(Network.SOURCE), Optional.empty(), Optional.empty(), Optional.empty(),
        Optional.empty(), Optional.empty()), new DraftPlan.Target(Optional.empty(), Optional.empty(), Optional.empty(),
        List.of(network.sequencerUrl(Network.TARGET)), Optional.empty(), Optional.empty()), network.participants().stream().map(p ->
        new DraftPlan.Participant(new NodeName(p.name()), Optional.empty(), "team", local(p.spec().site().second()),
            Optional.of(local(p.spec().site().first())), Optional.empty(), Optional.of(BackupStrategy.CONFIRM))).toList(), Optional.empty(),
        new Verification(4, 4, Duration.ofSeconds(10), 30), gates, Pace.DEFAULT, Duration.ZERO, Optional.empty(), true, DraftPlan.Terms.OPEN);
    plan = new Survey(service.getBean(Nodes.class), Map.of()).resolve(draft).plan().orElseThrow();
    order(new PlanMigration(M, plan, HASH, by()));
    order(new StartMigration(M, HASH, by()));
  }

  /** Backups are confirmed as soon as they are waited for. */
  private void until(String event) {
    await().pollInterval(Duration.ofMillis(200)).atMost(Duration.ofSeconds(90)).until(() -> {
      confirmBackups();
      return events(event) > 0;
    });
  }

  private void confirmBackups() {
    for (var name : plan.names()) {
      try {
        if (events("SourceLeft") == 2) order(new ConfirmBackup(new JourneyId(M, name), "CHG-1", by()));
      } catch (OrderRejected | CommandExecutionException notWaitedFor) {
        continue; // not yet, or already
      }
    }
  }

  private int events(String name) {
    return store().sql("select count(*) from domain_event_entry where payload_type = ?").param(name).query(Integer.class).single();
  }

  private JdbcClient store() {
    return service.getBean(JdbcClient.class);
  }

  private void order(Object command) {
    service.getBean(CommandGateway.class).sendAndWait(GenericCommandMessage.asCommandMessage(command)
        .andMetaData(Map.of("actorSubject", "o", "actorName", "Olga", "authentication", "none", "causationId", "", "correlationId", "")));
  }

  private static OrderContext by() {
    return new OrderContext(new Actor("o", "Olga", "none"), "change window", "CHG-1", "", Instant.now());
  }

  private static Endpoint local(int port) {
    return new Endpoint("127.0.0.1", port, Optional.empty(), Optional.empty());
  }
}
