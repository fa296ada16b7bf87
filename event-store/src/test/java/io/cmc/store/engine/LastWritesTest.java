// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.event.Event;
import io.cmc.event.JourneyEvent.ParticipantSetAside;
import io.cmc.id.JourneyId;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.store.TestStore;
import io.cmc.store.engine.LastWrites.Statement;
import io.cmc.store.names.EventJson;
import io.cmc.store.names.EventNames;
import io.cmc.store.names.EventSerializer;
import io.cmc.store.upcast.Upcasts;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.DefaultInterceptorChain;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** A command of a journey is one message to the database: its events, what is written beside them and the commit; all of it, or nothing. */
class LastWritesTest {

  private static final JourneyId JOURNEY = new JourneyId(new MigrationId("net-eu-7"), new NodeName("alfa"));

  private TestStore store;
  private TransactionManager transactions;
  private LastWrites last;
  private EventStorageEngine engine;
  private EventStorageEngine otherInstance;

  @BeforeEach void a_journey_of_two_events() throws Exception {
    store = TestStore.create();
    transactions = transactions(new JdbcTransactionManager(store.service()));
    last = new LastWrites(store.sql());
    engine = EventEngine.create(new TransactionAwareDataSourceProxy(store.service())::getConnection, transactions,
        new EventSerializer(EventNames.standard()), EventJson.generalSerializer(), Upcasts.standard(), last);
    otherInstance = store.engine();
    command(() -> append(0, 1));
    assertThat(stored()).hasSize(2);
  }

  @Test void all_of_it_is_committed_before_anybody_asks_for_the_commit() throws Exception {
    var before = new TransactionState[1];

    command(() -> {
      read();
      append(2);
      note("beside");
      TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
        @Override public void beforeCompletion() {
          before[0] = state();
        }

        @Override public int getOrder() {
          return 0;
        }
      });
      return null;
    });

    assertThat(before[0]).isEqualTo(TransactionState.IDLE);
    assertThat(stored()).hasSize(3).isEqualTo(command(this::read));
    assertThat(notes()).containsExactly("beside");
  }

  @Test void where_others_have_something_to_do_before_the_commit_it_does_not_go_along() throws Exception {
    var late = new TransactionSynchronization() {
      @Override public void beforeCommit(boolean readOnly) {
        assertThat(state()).isEqualTo(TransactionState.OPEN);
        throw new IllegalStateException("an objection");
      }
    };

    assertThatThrownBy(() -> command(() -> {
      read();
      append(2);
      note("beside");
      TransactionSynchronizationManager.registerSynchronization(late);
      return null;
    })).hasMessage("an objection");

    assertThat(stored()).hasSize(2);
    assertThat(notes()).isEmpty();
  }

  @Test void an_event_that_comes_second_takes_what_is_beside_it_along_and_is_decided_again() throws Exception {
    otherInstance.appendEvents(event(2));

    assertThatThrownBy(() -> command(() -> {
      read();
      append(2);
      return note("beside");
    })).isInstanceOf(ConcurrencyException.class);

    assertThat(notes()).isEmpty();
    assertThat(stored()).hasSize(3);
    command(() -> {
      assertThat(read()).hasSize(3);
      return append(3);
    });
    assertThat(stored()).hasSize(4);
  }

  @Test void no_event_is_appended_behind_one_that_the_store_has_lost() throws Exception {
    store.tamper("delete from domain_event_entry where sequence_number = 1");

    assertThatThrownBy(() -> command(() -> {
      note("beside");
      read();
      return append(2);
    })).isInstanceOf(ConcurrencyException.class);

    assertThat(stored()).hasSize(1).isEqualTo(command(this::read));
    assertThat(notes()).isEmpty();
  }

  @Test void nor_behind_one_that_has_become_another() throws Exception {
    store.tamper("delete from domain_event_entry where sequence_number = 1");
    otherInstance.appendEvents(event(1));

    assertThatThrownBy(() -> command(() -> {
      read();
      return append(2);
    })).isInstanceOf(ConcurrencyException.class);

    assertThat(stored()).hasSize(2).isEqualTo(command(this::read));
  }

  @Test void several_events_of_one_command_follow_one_another() throws Exception {
    command(() -> {
      read();
      append(2, 3);
      return append(4);
    });

    assertThat(engine.readEvents(JOURNEY.toString()).asStream().map(e -> e.getSequenceNumber())).containsExactly(0L, 1L, 2L, 3L, 4L);
  }

  @Test void a_stream_is_begun_once() {
    assertThatThrownBy(() -> command(() -> append(0))).isInstanceOf(AggregateStreamCreationException.class);
  }

  @Test void whoever_asks_in_the_same_transaction_finds_what_was_appended() throws Exception {
    command(() -> {
      read();
      append(2);
      assertThat(engine.lastSequenceNumberFor(JOURNEY.toString())).contains(2L);
      return note("beside");
    });

    assertThat(stored()).hasSize(3);
    assertThat(notes()).containsExactly("beside");
  }

  @Test void what_was_not_sent_yet_goes_with_a_command_that_fails() throws Exception {
    assertThatThrownBy(() -> command(() -> {
      read();
      append(2);
      throw new IllegalStateException("a refusal");
    })).hasMessage("a refusal");

    assertThat(stored()).hasSize(2).isEqualTo(command(this::read));
  }

  @Test void what_else_fails_is_nobody_being_second() {
    assertThatThrownBy(() -> command(() -> {
      read();
      append(2);
      last.add(new Statement("insert into token_entry (processor_name, segment) values (?, null)", List.of("beside")));
      return null;
    })).isNotInstanceOf(ConcurrencyException.class).hasMessageContaining("segment");
  }

  /** As the service has them. */
  private static TransactionManager transactions(JdbcTransactionManager spring) {
    return () -> {
      var status = spring.getTransaction(new DefaultTransactionDefinition());
      return new Transaction() {
        @Override public void commit() {
          if (status.isNewTransaction() && !status.isCompleted()) spring.commit(status);
        }

        @Override public void rollback() {
          if (status.isNewTransaction() && !status.isCompleted()) spring.rollback(status);
        }
      };
    };
  }

  private TransactionState state() {
    var connection = DataSourceUtils.getConnection(store.service());
    try {
      return connection.unwrap(BaseConnection.class).getTransactionState();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> append(int... sequences) {
    engine.appendEvents(Arrays.stream(sequences).mapToObj(LastWritesTest::event).toList());
    return List.of();
  }

  private List<String> note(String name) {
    last.add(new Statement("insert into token_entry (processor_name, segment) values (?, 0)", List.of(name)));
    return List.of();
  }

  private List<String> notes() {
    return JdbcClient.create(store.owner()).sql("select processor_name from token_entry").query(String.class).list();
  }

  private static DomainEventMessage<Event> event(long sequence) {
    return TestStore.message(JOURNEY.toString(), sequence, new ParticipantSetAside(JOURNEY.migration(), JOURNEY.participant(), TestStore.NOON));
  }

  private List<String> read() {
    return ids(engine);
  }

  private List<String> stored() {
    return ids(store.engine());
  }

  private static List<String> ids(EventStorageEngine engine) {
    return engine.readEvents(JOURNEY.toString()).asStream().map(e -> e.getIdentifier()).toList();
  }

  /** As the command bus handles one. */
  private List<String> command(Callable<List<String>> decision) throws Exception {
    var unit = DefaultUnitOfWork.startAndGet(GenericCommandMessage.asCommandMessage("an order"));
    unit.attachTransaction(transactions);
    var chain = new DefaultInterceptorChain<>(unit, List.of(new RefusalCheck()), message -> decision.call());
    var result = unit.executeWithResult(() -> (List<String>) chain.proceed());
    if (result.isExceptional()) throw (Exception) result.exceptionResult();
    return result.getPayload();
  }
}
