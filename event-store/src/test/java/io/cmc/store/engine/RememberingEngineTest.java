// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.store.TestStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read from a stream is what the store holds at that moment, whatever was read before. */
class RememberingEngineTest {

  private static final String STREAM = "net-eu-7";

  private TestStore store;
  private EventStorageEngine engine;
  private EventStorageEngine otherInstance;

  @BeforeEach void a_stream_of_two_that_was_read() {
    store = TestStore.create();
    engine = store.engine();
    otherInstance = store.engine();
    engine.appendEvents(TestStore.held(STREAM, 0), TestStore.held(STREAM, 1));
    assertThat(ids(engine)).hasSize(2);
  }

  @Test void what_others_appended_since_is_read() {
    otherInstance.appendEvents(TestStore.held(STREAM, 2));
    otherInstance.appendEvents(TestStore.held(STREAM, 3));

    assertThat(ids(engine)).hasSize(4).isEqualTo(ids(otherInstance));
    assertThat(engine.readEvents(STREAM).asStream().map(e -> e.getSequenceNumber())).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test void what_was_read_is_not_read_again() {
    store.tamper("delete from domain_event_entry where sequence_number = 0");

    assertThat(ids(engine)).hasSize(2);
    assertThat(ids(otherInstance)).hasSize(1);
  }

  @Test void what_is_not_there_any_more_is_forgotten() {
    store.tamper("delete from domain_event_entry where sequence_number = 1");

    assertThat(ids(engine)).hasSize(1).isEqualTo(ids(otherInstance));
  }

  @Test void another_event_in_the_place_of_the_last_one_makes_all_be_read_again() {
    store.tamper("delete from domain_event_entry where sequence_number = 1");
    otherInstance.appendEvents(TestStore.held(STREAM, 1), TestStore.held(STREAM, 2));

    assertThat(ids(engine)).hasSize(3).isEqualTo(ids(otherInstance));
  }

  @Test void a_stream_that_was_not_there_is_read_when_it_is() {
    assertThat(engine.readEvents("later").hasNext()).isFalse();

    otherInstance.appendEvents(TestStore.held("later", 0));

    assertThat(engine.readEvents("later").asStream()).hasSize(1);
  }

  @Test void the_end_of_a_long_stream_is_found() {
    for (var n = 2L; n < 450; n++) otherInstance.appendEvents(TestStore.held(STREAM, n));

    assertThat(ids(engine)).hasSize(450).isEqualTo(ids(store.engine()));
  }

  @Test void a_stream_whose_state_was_kept_begins_with_another_one_like_it() {
    var counting = store.engine(RememberingEngineTest::copied);
    assertThat(ids(counting)).hasSize(2);
    var state = new AtomicInteger(2);

    counting.storeSnapshot(new GenericDomainEventMessage<>("Migration", STREAM, 1, state));
    otherInstance.appendEvents(TestStore.held(STREAM, 2));
    state.set(99);

    var read = counting.readEvents(STREAM).asStream().toList();
    assertThat(read).hasSize(2).extracting(e -> e.getSequenceNumber()).containsExactly(1L, 2L);
    assertThat(read.getFirst().getPayload()).isInstanceOfSatisfying(AtomicInteger.class, copy -> assertThat(copy).hasValue(2));
    ((AtomicInteger) read.getFirst().getPayload()).set(7);
    assertThat(counting.readEvents(STREAM).asStream().findFirst().orElseThrow().getPayload())
        .isInstanceOfSatisfying(AtomicInteger.class, copy -> assertThat(copy).hasValue(2));
  }

  @Test void a_state_of_what_is_not_there_any_more_is_forgotten() {
    var counting = store.engine(RememberingEngineTest::copied);
    assertThat(ids(counting)).hasSize(2);
    counting.storeSnapshot(new GenericDomainEventMessage<>("Migration", STREAM, 1, new AtomicInteger(2)));

    store.tamper("delete from domain_event_entry where sequence_number = 1");
    otherInstance.appendEvents(TestStore.held(STREAM, 1), TestStore.held(STREAM, 2));

    assertThat(ids(counting)).hasSize(3).isEqualTo(ids(otherInstance));
  }

  @Test void no_state_is_kept_by_whoever_has_not_read_the_stream_so_far() {
    var counting = store.engine(RememberingEngineTest::copied);

    counting.storeSnapshot(new GenericDomainEventMessage<>("Migration", STREAM, 1, new AtomicInteger(2)));
    assertThat(ids(counting)).hasSize(2).isEqualTo(ids(otherInstance));
    counting.storeSnapshot(new GenericDomainEventMessage<>("Migration", STREAM, 2, new AtomicInteger(3)));
    assertThat(ids(counting)).hasSize(2).isEqualTo(ids(otherInstance));
    counting.readEvents("another");
    counting.storeSnapshot(new GenericDomainEventMessage<>("Migration", STREAM, 1, new AtomicInteger(2)));

    assertThat(ids(counting)).hasSize(2).isEqualTo(ids(otherInstance));
  }

  private static Optional<Object> copied(Object aggregate) {
    return Optional.of(new AtomicInteger(((AtomicInteger) aggregate).get()));
  }

  @Test void no_more_events_are_kept_than_there_is_room_for() {
    var streams = new RememberedStreams(5);

    streams.put("a", events("a", 3));
    streams.put("b", events("b", 2));
    assertThat(streams.find("a")).isPresent();
    streams.put("c", events("c", 1));

    assertThat(streams.find("b")).as("read longest ago").isEmpty();
    assertThat(streams.find("a")).isPresent();
    assertThat(streams.find("c")).isPresent();
    streams.put("c", events("c", 6));
    assertThat(streams.find("c")).as("longer than the room").isEmpty();
    assertThat(streams.find("a")).isPresent();
  }

  @Test void a_stream_goes_on_only_behind_the_event_that_was_decided_upon() {
    var streams = new RememberedStreams(9);
    var known = events("a", 2);
    var next = events("a", 3).subList(2, 3);

    streams.put("a", known);
    streams.extend("a", Optional.of(known.getLast().getIdentifier()), next);
    assertThat(streams.find("a")).hasValueSatisfying(all -> assertThat(all).hasSize(3).endsWith(next.getFirst()));

    streams.put("a", events("a", 2));
    streams.extend("a", Optional.of(known.getLast().getIdentifier()), next);
    assertThat(streams.find("a")).as("another one stands in its place").isEmpty();
  }

  @Test void what_was_read_meanwhile_stays_known_when_it_is_appended() {
    var streams = new RememberedStreams(9);
    var all = events("a", 3);
    streams.put("a", all);

    streams.extend("a", Optional.of(all.get(1).getIdentifier()), all.subList(2, 3));

    assertThat(streams.find("a")).contains(all);
  }

  private static List<String> ids(EventStorageEngine engine) {
    return engine.readEvents(STREAM).asStream().map(e -> e.getIdentifier()).toList();
  }

  private static List<DomainEventMessage<?>> events(String stream, int number) {
    return IntStream.range(0, number).<DomainEventMessage<?>>mapToObj(n -> TestStore.held(stream, n)).toList();
  }
}
