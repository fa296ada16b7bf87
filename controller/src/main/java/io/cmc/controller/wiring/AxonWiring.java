// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.wiring;

import io.cmc.controller.migration.Planning;
import io.cmc.store.engine.RefusalCheck;
import io.cmc.store.outage.EventTrial;
import io.cmc.store.outage.StoreHealth;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventsourcing.AggregateFactory;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.GenericAggregateFactory;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/** The aggregates and processes, and how commands reach them. */
@Configuration(proxyBeanMethods = false)
@Import(StoreWiring.class)
@ComponentScan(basePackages = {"io.cmc.controller.migration", "io.cmc.controller.participant", "io.cmc.controller.process"},
    includeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Planning.class))
public class AxonWiring {

  private static final int TOLD_AGAIN = 100;

  /** Axon takes it by its name; left to itself, it lets Spring make every face as a bean. */
  @Bean static AggregateFactory<?> participantMigrationAggregateFactory(BeanFactory beans) {
    return new GenericAggregateFactory<>(beans.getType("participantMigration"));
  }

  @Bean static AggregateFactory<?> migrationAggregateFactory(BeanFactory beans) {
    return new GenericAggregateFactory<>(beans.getType("migration"));
  }

  /** A migration's stream grows with its fleet: its state is remembered at one event in so many, and the rest is told again for each command. */
  @Bean static SnapshotTriggerDefinition longStreams(Snapshotter snapshotter) {
    return new EventCountSnapshotTriggerDefinition(snapshotter, TOLD_AGAIN);
  }

  /** The aggregates name it. */
  @Bean static CommandTargetResolver commandTargets() {
    return new CommandTargets();
  }

  @Bean(destroyMethod = "close") static StoreHealth storeHealth(DataSource dataSource, InstantSource clock) {
    return new StoreHealth(new EventTrial(dataSource), clock);
  }

  @Autowired void watchCommands(CommandBus bus, StoreHealth store) {
    bus.registerHandlerInterceptor(new OutageWitness(store));
    bus.registerHandlerInterceptor(new MessageLines());
    bus.registerHandlerInterceptor(new RefusalCheck());
  }

  /** Whoever comes second to a stream tries again; nothing else is repeated here. */
  @Bean static CommandGateway commandGateway(CommandBus bus) {
    return DefaultCommandGateway.builder().commandBus(bus).retryScheduler(new ConflictRetries(RandomGenerator.getDefault())).build();
  }

  /** Durable work and the processes are part of the transaction of the event; a fault in them undoes it. */
  @Autowired void subscribe(EventProcessingConfigurer processing) {
    for (var group : new String[] {"work", "process"}) {
      processing.registerSubscribingEventProcessor(group)
          .registerErrorHandler(group, c -> PropagatingErrorHandler.instance())
          .registerListenerInvocationErrorHandler(group, c -> PropagatingErrorHandler.instance());
    }
  }
}
