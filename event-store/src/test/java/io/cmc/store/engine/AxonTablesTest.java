// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.store.TestStore;
import io.cmc.store.names.EventJson;
import io.cmc.store.names.EventNames;
import io.cmc.store.names.EventSerializer;
import java.time.Duration;
import java.util.Set;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcSequencedDeadLetterQueue;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.messaging.deadletter.GenericDeadLetter;
import org.axonframework.modelling.saga.AssociationValue;
import org.axonframework.modelling.saga.repository.jdbc.JdbcSagaStore;
import org.junit.jupiter.api.Test;

/** The tables that Axon writes to are those that it expects. */
class AxonTablesTest {

  private final TestStore store = TestStore.create();
  private final ConnectionProvider connections = store.service()::getConnection;

  @Test void tokens_are_kept_while_replaying_too() {
    var tokens = JdbcTokenStore.builder().connectionProvider(connections).serializer(EventJson.generalSerializer())
        .schema(AxonTables.tokens()).claimTimeout(Duration.ofSeconds(10)).build();
    var replay = ReplayToken.createReplayToken(new GlobalSequenceTrackingToken(7), new GlobalSequenceTrackingToken(2));

    tokens.initializeTokenSegments("status", 2);
    tokens.storeToken(replay, "status", 1);

    assertThat(tokens.fetchToken("status", 1)).isEqualTo(replay);
    assertThat(tokens.fetchSegments("status")).containsExactly(0, 1);
  }

  /** Remembers an id, as sagas do. */
  public record Process(String migration) {}

  @Test void sagas_are_found_by_what_they_are_associated_with() {
    var sagas = JdbcSagaStore.builder().connectionProvider(connections).serializer(EventJson.generalSerializer())
        .sqlSchema(AxonTables.sagas()).build();
    var net = new AssociationValue("migration", "net-eu-7");

    sagas.insertSaga(Process.class, "saga-1", new Process("net-eu-7"), Set.of(net));

    assertThat(sagas.findSagas(Process.class, net)).containsExactly("saga-1");
    assertThat(sagas.loadSaga(Process.class, "saga-1").saga()).isEqualTo(new Process("net-eu-7"));
  }

  @Test void an_event_that_could_not_be_handled_is_kept_and_readable() {
    var letters = JdbcSequencedDeadLetterQueue.<EventMessage<?>>builder().processingGroup("status").connectionProvider(connections)
        .transactionManager(NoTransactionManager.instance()).schema(AxonTables.deadLetters())
        .genericSerializer(EventJson.generalSerializer()).eventSerializer(new EventSerializer(EventNames.standard())).build();
    var message = new GenericTrackedDomainEventMessage<>(new GlobalSequenceTrackingToken(3), TestStore.held("net-eu-7", 0));

    letters.enqueue("net-eu-7", new GenericDeadLetter<>("net-eu-7", message, new IllegalStateException("broken")));

    assertThat(letters.deadLetterSequence("net-eu-7")).singleElement()
        .satisfies(letter -> assertThat(letter.message().getPayload()).isEqualTo(message.getPayload()));
    assertThat(store.sql().sql("select payload ->> 'reason' || ', ' || cause_message from dead_letter_json").query(String.class).single())
        .isEqualTo("wait for bank close, broken");
  }
}
