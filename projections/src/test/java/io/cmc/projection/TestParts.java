// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection;

import io.cmc.store.deed.Deeds;
import io.cmc.store.engine.AxonTables;
import io.cmc.store.names.EventJson;
import io.cmc.store.names.EventNames;
import io.cmc.store.names.EventSerializer;
import io.cmc.store.read.EventReading;
import io.cmc.store.read.SealedEventReader;
import io.cmc.store.read.SealedEventSource;
import io.cmc.store.read.SealedTail;
import io.cmc.store.retention.RetentionTerms;
import io.cmc.store.seal.Sealer;
import io.cmc.store.upcast.Upcasts;
import java.time.Instant;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** What the rest of the service brings. */
@Configuration(proxyBeanMethods = false)
class TestParts {

  @Bean PlatformTransactionManager transactions(DataSource database) {
    return new JdbcTransactionManager(database);
  }

  @Bean TransactionManager axonTransactions(PlatformTransactionManager transactions) {
    return new SpringTransactionManager(transactions);
  }

  @Bean ConnectionProvider connections(DataSource database) {
    return new UnitOfWorkAwareConnectionProviderWrapper(new SpringDataSourceConnectionProvider(database));
  }

  @Bean EventSerializer eventSerializer() {
    return new EventSerializer(EventNames.standard());
  }

  @Bean TokenStore tokens(ConnectionProvider connections) {
    return JdbcTokenStore.builder().connectionProvider(connections).serializer(EventJson.generalSerializer()).schema(AxonTables.tokens()).build();
  }

  @Bean SealedEventReader reader(DataSource database, EventSerializer events) {
    return new SealedEventReader(database, new EventReading(events, Upcasts.standard()));
  }

  @Bean(initMethod = "start", destroyMethod = "close") SealedTail tail(SealedEventReader reader) {
    return new SealedTail(reader);
  }

  @Bean SealedEventSource source(SealedEventReader reader, SealedTail tail) {
    return new SealedEventSource(reader, tail);
  }

  @Bean Done done() {
    return new Done(new CopyOnWriteArrayList<>());
  }

  @Bean RetentionTerms terms() {
    return RetentionTerms.FOR_EVER;
  }

  @Bean Deeds deeds(Done done) {
    return (order, by, fact) -> done.deeds().add(fact.apply(Instant.EPOCH));
  }

  @Bean(initMethod = "start", destroyMethod = "close") Sealer sealer(DataSource database, SealedTail tail) {
    return new Sealer(database, tail::moved);
  }
}
