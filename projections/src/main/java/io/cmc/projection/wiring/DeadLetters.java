// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.wiring;

import io.cmc.projection.Generations;
import io.cmc.store.engine.AxonTables;
import io.cmc.store.names.EventJson;
import io.cmc.store.names.EventSerializer;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcSequencedDeadLetterQueue;

/** Where events are put aside that a read model could not take. */
public final class DeadLetters {

  private final ConnectionProvider connections;
  private final TransactionManager transactions;
  private final EventSerializer events;
  private final Generations generations;

  public DeadLetters(ConnectionProvider connections, TransactionManager transactions, EventSerializer events, Generations generations) {
    this.connections = connections;
    this.transactions = transactions;
    this.events = events;
    this.generations = generations;
  }

  /** @param group and name of a read model */
  JdbcSequencedDeadLetterQueue<EventMessage<?>> of(String group) {
    var builder = JdbcSequencedDeadLetterQueue.<EventMessage<?>>builder();
    builder.processingGroup(group).schema(AxonTables.deadLetters()).connectionProvider(connections).transactionManager(transactions)
        .eventSerializer(events).genericSerializer(EventJson.generalSerializer());
    return new LetterQueue(builder, () -> generations.holdLive(group));
  }
}
