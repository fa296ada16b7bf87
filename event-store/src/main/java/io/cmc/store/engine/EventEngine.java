// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.engine;

import io.cmc.store.names.EventSerializer;
import io.cmc.store.upcast.Upcasts;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.Serializer;

/** Axon's JDBC engine on the tables of this project: JSON kept as text, byte for byte. */
public final class EventEngine {

  private static final int BATCH = 200;

  private EventEngine() {}

  /**
   * @param snapshots serializer of snapshots, which are no events
   * @return an engine where the writer that comes second to a stream gets a ConcurrencyException, or an
   *     AggregateStreamCreationException when the stream itself was begun twice
   */
  public static JdbcEventStorageEngine create(ConnectionProvider connections, TransactionManager transactions, EventSerializer events,
      Serializer snapshots, Upcasts upcasts) {
    var builder = JdbcEventStorageEngine.builder()
        .connectionProvider(connections).transactionManager(transactions)
        .eventSerializer(events).snapshotSerializer(snapshots).upcasterChain(upcasts.chain())
        .schema(AxonTables.events()).dataType(String.class)
        .persistenceExceptionResolver(UniqueViolation::causes);
    // fewer than were asked for are the last ones: no need to ask whether there are more
    builder.batchSize(BATCH).finalAggregateBatchPredicate(batch -> batch.size() < BATCH);
    return new RememberingEngine(builder, transactions, System::nanoTime);
  }
}
