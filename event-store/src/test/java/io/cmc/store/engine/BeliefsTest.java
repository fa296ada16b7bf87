// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.store.TestStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands are decided upon what an instance remembers, and what they decide holds only if the store holds just that. */
class BeliefsTest {

  private static final String STREAM = "net-eu-7";

  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private TestStore store;
  private EventStorageEngine engine;
  private EventStorageEngine otherInstance;

  @BeforeEach void a_stream_of_two_that_a_command_wrote() throws Exception {
    store = TestStore.create();
    engine = store.engine();
    otherInstance = store.engine();
    command(() -> append(0, 1));
  }

  @Test void what_commands_wrote_is_not_asked_for_until_it_matters() {
    store.tamper("delete from domain_event_entry");

    assertThatThrownBy(() -> command(() -> {
      assertThat(read()).hasSize(2);
      throw new Refused();
    })).isInstanceOf(ConcurrencyException.class);
  }

  @Test void command_after_command_appends_without_a_question() throws Exception {
    for (var n = 2; n < 6; n++) {
      var next = n;
      command(() -> {
        assertThat(read()).hasSize(next);
        return append(next);
      });
    }

    assertThat(stored()).hasSize(6);
    assertThat(command(this::read)).isEqualTo(stored());
  }

  @Test void who_is_no_command_asks() {
    otherInstance.appendEvents(TestStore.held(STREAM, 2));

    assertThat(read()).hasSize(3);
  }

  @Test void a_command_within_something_that_nobody_sends_again_asks() throws Exception {
    otherInstance.appendEvents(TestStore.held(STREAM, 2));
    var timer = DefaultUnitOfWork.startAndGet(GenericEventMessage.asEventMessage("it is time"));

    var known = command(this::read);
    timer.commit();

    assertThat(known).hasSize(3);
  }

  @Test void a_refusal_upon_what_is_not_so_any_more_is_decided_again() throws Exception {
    otherInstance.appendEvents(TestStore.held(STREAM, 2));

    assertThatThrownBy(() -> command(this::refusing)).isInstanceOf(ConcurrencyException.class);
    assertThatThrownBy(() -> command(() -> {
      assertThat(read()).hasSize(3);
      throw new Refused();
    })).isInstanceOf(Refused.class);
  }

  @Test void a_refusal_upon_what_is_so_is_told() {
    assertThatThrownBy(() -> command(this::refusing)).isInstanceOf(Refused.class);
  }

  @Test void nothing_to_be_done_upon_what_is_not_so_any_more_is_decided_again() throws Exception {
    otherInstance.appendEvents(TestStore.held(STREAM, 2));

    assertThatThrownBy(() -> command(this::read)).isInstanceOf(ConcurrencyException.class);
    assertThat(command(this::read)).hasSize(3);
  }

  @Test void what_is_confirmed_is_confirmed_before_the_transaction_ends() {
    otherInstance.appendEvents(TestStore.held(STREAM, 2));
    var committed = new boolean[1];

    assertThatThrownBy(() -> command(() -> {
      read();
      return null;
    }, () -> committed[0] = true)).isInstanceOf(ConcurrencyException.class);

    assertThat(committed[0]).isFalse();
  }

  @Test void an_event_that_comes_second_is_decided_again() throws Exception {
    otherInstance.appendEvents(TestStore.held(STREAM, 2));

    assertThatThrownBy(() -> command(() -> {
      read();
      return append(2);
    })).isInstanceOf(ConcurrencyException.class);
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
      read();
      return append(2);
    })).isInstanceOf(ConcurrencyException.class);

    assertThat(stored()).hasSize(1);
    assertThat(command(this::read)).hasSize(1);
  }

  @Test void nor_behind_one_that_has_become_another() throws Exception {
    store.tamper("delete from domain_event_entry where sequence_number = 1");
    otherInstance.appendEvents(TestStore.held(STREAM, 1));

    assertThatThrownBy(() -> command(() -> {
      read();
      return append(2);
    })).isInstanceOf(ConcurrencyException.class);

    assertThat(command(this::read)).isEqualTo(stored()).hasSize(2);
  }

  @Test void whoever_met_another_writer_asks_for_a_while() throws Exception {
    otherInstance.appendEvents(TestStore.held(STREAM, 2));
    assertThatThrownBy(() -> command(this::read)).isInstanceOf(ConcurrencyException.class);

    otherInstance.appendEvents(TestStore.held(STREAM, 3));

    assertThat(command(this::read)).hasSize(4);
  }

  @Test void what_was_undone_is_not_remembered() throws Exception {
    assertThatThrownBy(() -> command(() -> {
      CurrentUnitOfWork.get().onCommit(u -> {
        throw new Refused();
      });
      read();
      return append(2);
    })).isInstanceOf(Refused.class);
    store.tamper("delete from domain_event_entry where sequence_number = 2");

    assertThat(command(this::read)).hasSize(2);
  }

  @Test void what_is_read_after_all_was_confirmed_is_asked_for() throws Exception {
    otherInstance.appendEvents(TestStore.held(STREAM, 2));
    var seen = new ArrayList<String>();

    command(() -> {
      CurrentUnitOfWork.get().afterCommit(unit -> seen.addAll(read()));
      return List.of();
    });

    assertThat(seen).hasSize(3);
  }

  @Test void a_stream_is_begun_once() {
    assertThatThrownBy(() -> command(() -> append(0))).isInstanceOf(AggregateStreamCreationException.class);
  }

  private List<String> refusing() {
    read();
    throw new Refused();
  }

  private List<String> append(int... sequences) {
    engine.appendEvents(Arrays.stream(sequences).mapToObj(n -> TestStore.held(STREAM, n)).toList());
    return List.of();
  }

  private List<String> read() {
    return ids(engine);
  }

  private List<String> stored() {
    return ids(store.engine());
  }

  private static List<String> ids(EventStorageEngine engine) {
    return engine.readEvents(STREAM).asStream().map(e -> e.getIdentifier()).toList();
  }

  private static List<String> command(Callable<List<String>> decision) throws Exception {
    return command(decision, () -> { });
  }

  /** @param commit of its transaction */
  private static List<String> command(Callable<List<String>> decision, Runnable commit) throws Exception {
    return Handled.by(GenericCommandMessage.asCommandMessage("an order"), decision, commit);
  }
}
