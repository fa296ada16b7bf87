// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.store.TestStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
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

  @Test void a_stream_whose_state_is_remembered_is_what_it_came_to_and_no_event_is_told_twice() {
    var told = new AtomicInteger();
    var counting = counting(told);

    for (var n = 2L; n < 450; n++) {
      counting.appendEvents(TestStore.held(STREAM, n));
      assertThat(sum(counting)).isEqualTo(n + 1);
      assertThat(counting.readEvents(STREAM).asStream()).hasSize(1);
    }

    assertThat(told).as("events that were told to make states").hasValue(450);
    assertThat(sum(otherInstance)).isEqualTo(450);
  }

  @Test void a_state_that_was_given_may_be_changed() {
    var counting = counting(new AtomicInteger());
    for (var n = 2L; n < 120; n++) counting.appendEvents(TestStore.held(STREAM, n));
    var given = (AtomicInteger) counting.readEvents(STREAM).peek().getPayload();

    given.set(7);

    assertThat(sum(counting)).isEqualTo(120);
  }

  @Test void a_state_of_what_is_not_there_any_more_is_not_given() {
    var counting = counting(new AtomicInteger());
    for (var n = 2L; n < 120; n++) counting.appendEvents(TestStore.held(STREAM, n));
    assertThat(sum(counting)).isEqualTo(120);

    store.tamper("delete from domain_event_entry where sequence_number > 110");
    assertThat(sum(counting)).isEqualTo(111);
    for (var n = 111L; n < 125; n++) otherInstance.appendEvents(TestStore.held(STREAM, n));

    assertThat(sum(counting)).isEqualTo(125);
    assertThat(ids(counting).getLast()).isEqualTo(ids(otherInstance).getLast());
  }

  /** Its state is how many events there were. */
  private EventStorageEngine counting(AtomicInteger told) {
    return store.engine(Map.of(TestStore.held(STREAM, 0).getType(), (before, since) -> {
      told.addAndGet(since.size());
      return new AtomicInteger(before.map(b -> ((AtomicInteger) b).get()).orElse(0) + since.size());
    }));
  }

  private static long sum(EventStorageEngine engine) {
    return engine.readEvents(STREAM).asStream().mapToLong(e -> e.getPayload() instanceof AtomicInteger state ? state.get() : 1).sum();
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

  private static List<String> ids(EventStorageEngine engine) {
    return engine.readEvents(STREAM).asStream().map(e -> e.getIdentifier()).toList();
  }

  private static List<DomainEventMessage<?>> events(String stream, int number) {
    return IntStream.range(0, number).<DomainEventMessage<?>>mapToObj(n -> TestStore.held(stream, n)).toList();
  }
}
