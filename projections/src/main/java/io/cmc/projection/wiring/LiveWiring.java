// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.wiring;

import io.cmc.projection.Generations;
import io.cmc.projection.audit.AuditModel;
import io.cmc.projection.audit.AuditProjection;
import io.cmc.projection.incident.IncidentModel;
import io.cmc.projection.incident.IncidentProjection;
import io.cmc.projection.letter.LetterClerk;
import io.cmc.projection.query.StatusFeed;
import io.cmc.projection.status.StatusModel;
import io.cmc.projection.status.StatusProjection;
import io.cmc.store.names.EventSerializer;
import io.cmc.store.read.SealedEventReader;
import io.cmc.store.read.SealedEventSource;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Feeds the read models from sealed events. The projections are no beans: Axon would find such beans by itself and register them a
 * second time.
 */
@Configuration(proxyBeanMethods = false)
public class LiveWiring {

  @Bean DeadLetters deadLetters(ConnectionProvider connections, TransactionManager transactions, EventSerializer events, Generations generations) {
    return new DeadLetters(connections, transactions, events, generations);
  }

  @Bean ReadModelProcessor readModelProcessor(SealedEventSource source, TokenStore tokens, TransactionManager transactions,
      DeadLetters deadLetters, SealedEventReader events) {
    return new ReadModelProcessor(source, tokens, transactions, deadLetters, new SameHistory(events));
  }

  @Bean(initMethod = "start", destroyMethod = "close") LetterClerk letterClerk(DataSource database, ObjectProvider<EventProcessingConfiguration> processing) {
    return new LetterClerk(new JdbcTemplate(database), group -> processing.getObject().sequencedDeadLetterProcessor(group));
  }

  /** What follows within a migration waits behind an event that could not be handled; other migrations go on. */
  @Bean ConfigurerModule statusProjection(ReadModelProcessor processor, DataSource database, Generations generations, StatusFeed feed) {
    return processor.module(StatusModel.NAME, new StatusProjection(new JdbcTemplate(database), generations, feed),
        ReadModelProcessor::migration);
  }

  /** What people do about an incident follows what opened it. */
  @Bean ConfigurerModule incidentProjection(ReadModelProcessor processor, DataSource database, Generations generations) {
    return processor.module(IncidentModel.NAME, new IncidentProjection(new JdbcTemplate(database), generations), ReadModelProcessor::migration);
  }

  /** No entry of the audit trail depends on another. */
  @Bean ConfigurerModule auditProjection(ReadModelProcessor processor, DataSource database, Generations generations, SealedEventReader events) {
    return processor.module(AuditModel.NAME, new AuditProjection(new JdbcTemplate(database), generations, events),
        message -> message.getIdentifier());
  }
}
