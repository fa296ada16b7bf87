// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.wiring;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cmc.command.JourneyCommand;
import io.cmc.command.Order;
import io.cmc.controller.migration.MigrationTelling;
import io.cmc.controller.participant.JourneyTelling;
import io.cmc.controller.process.ChangedProcesses;
import io.cmc.store.commit.EndOfTransaction;
import io.cmc.store.engine.AxonTables;
import io.cmc.store.engine.EventEngine;
import io.cmc.store.names.EventJson;
import io.cmc.store.names.EventNames;
import io.cmc.store.names.EventSerializer;
import io.cmc.store.upcast.Upcasts;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.axonframework.modelling.saga.repository.jdbc.JdbcSagaStore;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * How events are kept and read. Each of Axon's parts is named, here and in {@link AxonWiring}: left to itself, Axon's auto-configuration
 * falls back silently to parts that keep nothing or run outside the transaction.
 */
@Configuration(proxyBeanMethods = false)
public class StoreWiring {

  @Bean static ObjectMapper languageJson() {
    return EventJson.mapper();
  }

  @Bean @Primary static Serializer serializer() {
    return EventJson.generalSerializer();
  }

  @Bean static EventNames eventNames() {
    return EventNames.standard();
  }

  @Bean @Qualifier("eventSerializer") static EventSerializer eventSerializer(EventNames names) {
    return new EventSerializer(names);
  }

  @Bean @Qualifier("messageSerializer") static Serializer messageSerializer() {
    return EventJson.generalSerializer();
  }

  @Bean static Upcasts upcasts() {
    return Upcasts.standard();
  }

  @Bean static TransactionManager axonTransactionManager(PlatformTransactionManager transactions) {
    return new SpringTransactionManager(transactions);
  }

  @Bean static ConnectionProvider connectionProvider(DataSource dataSource) {
    return new UnitOfWorkAwareConnectionProviderWrapper(new SpringDataSourceConnectionProvider(dataSource));
  }

  /** What workers say of journeys comes often and from many at once; what somebody orders is told apart from others before anything else is done. */
  @Bean static EndOfTransaction endOfTransaction(DataSource dataSource) {
    return new EndOfTransaction(dataSource, command -> command.getPayload() instanceof JourneyCommand && !(command.getPayload() instanceof Order));
  }

  @Bean static EventStorageEngine eventStorageEngine(ConnectionProvider connections, TransactionManager transactions, EndOfTransaction end, EventSerializer events,
      Serializer serializer, Upcasts upcasts) {
    return EventEngine.create(new EventEngine.Place(connections, transactions, Optional.of(end)), events, serializer, upcasts,
        Map.of(MigrationTelling.TYPE, new MigrationTelling(), JourneyTelling.TYPE, new JourneyTelling()));
  }

  @Bean static TokenStore tokenStore(ConnectionProvider connections, Serializer serializer) {
    return JdbcTokenStore.builder().connectionProvider(connections).serializer(serializer).schema(AxonTables.tokens())
        .claimTimeout(Duration.ofSeconds(10)).build();
  }

  @Bean static SagaStore<Object> sagaStore(ConnectionProvider connections, Serializer serializer) {
    return new ChangedProcesses(JdbcSagaStore.builder().connectionProvider(connections).serializer(serializer).sqlSchema(AxonTables.sagas()).build());
  }

  @Bean static CorrelationDataProvider origin() {
    return new Provenance();
  }

  @Autowired void sayWhatEventsAreAbout(EventProcessingConfigurer processing) {
    processing.registerDefaultHandlerInterceptor((configuration, group) -> new MessageLines());
  }
}
