// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.store.TestStore;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a command decides is stored as long as that holds which it depends on, and told apart from what came second. */
class ProvisoTest {

  private static final String STREAM = "net-eu-7";

  private TestStore store;
  private EventStorageEngine engine;
  private boolean allowed = true;

  @BeforeEach void a_stream_of_two() throws Exception {
    store = TestStore.create();
    engine = store.engine();
    provided(() -> append(0, 1));
  }

  @Test void while_it_holds_events_are_stored() throws Exception {
    provided(() -> append(2, 3));

    assertThat(stored()).isEqualTo(4);
  }

  @Test void where_it_does_not_none_is_and_the_next_command_decides_upon_what_is_there() throws Exception {
    allowed = false;

    assertThatThrownBy(() -> provided(() -> append(2, 3))).isInstanceOf(Proviso.NotMet.class);
    assertThat(stored()).isEqualTo(2);

    allowed = true;
    provided(() -> append(2));
    assertThat(stored()).isEqualTo(3);
  }

  @Test void a_stream_is_not_begun_either() {
    allowed = false;

    assertThatThrownBy(() -> provided(() -> {
      engine.appendEvents(TestStore.held("net-us-1", 0));
      return null;
    })).isInstanceOf(Proviso.NotMet.class);
  }

  @Test void who_comes_second_is_told_just_that() {
    store.engine().appendEvents(TestStore.held(STREAM, 2));

    assertThatThrownBy(() -> provided(() -> append(2))).isInstanceOf(ConcurrencyException.class);
    assertThatThrownBy(() -> provided(() -> append(0))).isInstanceOf(AggregateStreamCreationException.class);
  }

  @Test void a_command_without_an_event_asks_nothing() throws Exception {
    allowed = false;

    provided(() -> {
      engine.readEvents(STREAM);
      return null;
    });
  }

  private Void append(int... sequences) {
    engine.readEvents(STREAM);
    engine.appendEvents(Arrays.stream(sequences).mapToObj(n -> TestStore.held(STREAM, n)).toList());
    return null;
  }

  private long stored() {
    return store.engine().readEvents(STREAM).asStream().count();
  }

  private void provided(Callable<Void> decision) throws Exception {
    var proviso = new Proviso("cast(? as boolean) and ? = ?", List.of(allowed, 7L, 7L));
    Handled.by(GenericCommandMessage.asCommandMessage("a report").andMetaData(proviso.asMetaData()), decision, () -> { });
  }
}
