// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.contract;

import com.zaxxer.hikari.HikariDataSource;
import io.cmc.controller.port.Attendant;
import io.cmc.controller.port.Backups;
import io.cmc.controller.port.Gatekeeper;
import io.cmc.controller.port.Nodes;
import io.cmc.controller.step.Steps;
import io.cmc.controller.step.Together;
import io.cmc.controller.wiring.AxonWiring;
import io.cmc.controller.wiring.ControllerSettings;
import io.cmc.controller.wiring.DeadlineWiring;
import io.cmc.controller.wiring.WorkWiring;
import io.cmc.controller.wiring.WorkWiring.BackupsByStrategy;
import io.cmc.plan.BackupStrategy;
import io.cmc.postgres.ThrowawayServer;
import io.cmc.store.retention.RetentionTerms;
import io.cmc.store.schema.EventStoreSchema;
import io.cmc.store.schema.ServiceRole;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The product's own runner, wired as in the service, on a real database: aggregates and process behind Axon, desks, table and workers.
 * Only its nodes and its clocks are the model's. One for all histories, which are played one after the other.
 */
final class Company implements AutoCloseable {

  private final ModelTime time;
  private final ConfigurableApplicationContext context;
  private volatile Cast cast;

  /** Whose nodes are called just now. */
  record Cast(Nodes nodes, Map<BackupStrategy, Backups> backups, Attendant attendant, Gatekeeper hooks) {}

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import({AxonWiring.class, DeadlineWiring.class, WorkWiring.class})
  static class Service {

    @Bean ControllerSettings settings() {
      return new ControllerSettings(UUID.randomUUID().toString(), Path.of("backups"), Optional.empty(), Duration.ofSeconds(5), Duration.ofSeconds(5),
          ControllerSettings.Hooks.NONE, io.cmc.approval.Policy.NONE);
    }

    @Bean RetentionTerms terms() {
      return RetentionTerms.FOR_EVER;
    }

    /** One node is asked after the other, so that calls have an order. */
    @Bean @Primary Steps stepsOfTheTest(Nodes nodes, BackupsByStrategy backups, Attendant attendant, Gatekeeper hooks) {
      return new Steps(nodes, backups.map(), attendant, hooks, new Together(1));
    }
  }

  Company() {
    var database = ThrowawayServer.newDatabase();
    var owner = new PGSimpleDataSource();
    owner.setUrl(database);
    new EventStoreSchema(owner).prepare(new ServiceRole("cmc_service", Optional.empty()));
    this.time = new ModelTime(database);
    this.context = start(database);
  }

  private ConfigurableApplicationContext start(String database) {
    System.setProperty("axoniq.update-checker.disabled", "true");
    System.setProperty("disable-axoniq-console-message", "true");
    var service = new SpringApplication(Service.class);
    service.addInitializers(c -> replace((GenericApplicationContext) c, database));
    return service.run("--spring.grpc.server.enabled=false", "--logging.level.root=warn");
  }

  private void replace(GenericApplicationContext beans, String database) {
    var turns = new Turns(time);
    Map<BackupStrategy, Backups> backups = Map.of(
        BackupStrategy.PG_DUMP, turns.backups(() -> cast.backups().get(BackupStrategy.PG_DUMP)),
        BackupStrategy.TEMPLATE_COPY, turns.backups(() -> cast.backups().get(BackupStrategy.TEMPLATE_COPY)));
    beans.registerBean("poolOfTheTest", HikariDataSource.class, () -> pool(database));
    beans.registerBean("clockOfTheTest", InstantSource.class, () -> time, b -> b.setPrimary(true));
    beans.registerBean("nodesOfTheTest", Nodes.class, () -> turns.nodes(() -> cast.nodes()), b -> b.setPrimary(true));
    beans.registerBean("backupsOfTheTest", BackupsByStrategy.class, () -> new BackupsByStrategy(backups), b -> b.setPrimary(true));
    beans.registerBean("attendantOfTheTest", Attendant.class, () -> turns.attendant(() -> cast.attendant()), b -> b.setPrimary(true));
    beans.registerBean("hooksOfTheTest", Gatekeeper.class, () -> turns.gatekeeper(() -> cast.hooks()), b -> b.setPrimary(true));
  }

  private static HikariDataSource pool(String database) {
    var pool = new HikariDataSource();
    pool.setJdbcUrl(database.replaceAll("\\?.*", ""));
    pool.setUsername("cmc_service");
    pool.setMaximumPoolSize(20);
    pool.setMinimumIdle(2);
    return pool;
  }

  void plays(Cast next) {
    cast = next;
  }

  ModelTime time() {
    return time;
  }

  CommandGateway orders() {
    return context.getBean(CommandGateway.class);
  }

  EventStore events() {
    return context.getBean(EventStore.class);
  }

  @Override public void close() {
    context.close();
  }
}
