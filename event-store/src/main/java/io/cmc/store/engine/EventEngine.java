// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.engine;

import io.cmc.store.commit.EndOfTransaction;
import io.cmc.store.names.EventSerializer;
import io.cmc.store.outage.SqlCause;
import io.cmc.store.upcast.Upcasts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.Serializer;

/** Axon's JDBC engine on the tables of this project: JSON kept as text, byte for byte. */
public final class EventEngine {

  private static final int BATCH = 200;
  private static final String UNIQUE_VIOLATION = "23505";

  private EventEngine() {}

  /** @param end where the events of some commands are written at the end of their transaction; else each is written at once */
  public record Place(ConnectionProvider connections, TransactionManager transactions, Optional<EndOfTransaction> end) {}

  /**
   * @param states serializer of aggregates, which are kept in memory alone
   * @param telling by the type of a stream whose state is remembered: a new aggregate, from one that stays as it is (or none, before the first event)
   *     and the events since
   * @return an engine where the writer that comes second to a stream gets a ConcurrencyException, or an
   *     AggregateStreamCreationException when the stream itself was begun twice
   */
  public static JdbcEventStorageEngine create(Place place, EventSerializer events, Serializer states, Upcasts upcasts, Map<String, BiFunction<Optional<Object>, List<Object>, Object>> telling) {
    var builder = JdbcEventStorageEngine.builder()
        .connectionProvider(place.connections()).transactionManager(place.transactions())
        .eventSerializer(events).snapshotSerializer(states).upcasterChain(upcasts.chain())
        .schema(AxonTables.events()).dataType(String.class)
        .persistenceExceptionResolver(failure -> SqlCause.isIn(failure, UNIQUE_VIOLATION));
    // fewer than were asked for are the last ones: no need to ask whether there are more
    builder.batchSize(BATCH).finalAggregateBatchPredicate(batch -> batch.size() < BATCH);
    return new RememberingEngine(builder, place, new RememberedStates(telling), System::nanoTime);
  }
}
