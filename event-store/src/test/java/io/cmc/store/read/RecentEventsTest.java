// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.store.TestStore;
import io.cmc.store.seal.Sealer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one stream has read the others are given, and nobody is given what is not there any more. */
class RecentEventsTest {

  private TestStore store;
  private RecentEvents recent;
  private long now;

  @BeforeEach void ten_sealed_events() throws InterruptedException {
    store = TestStore.create();
    recent = new RecentEvents(store.reader(), () -> now);
    seal(0, 10);
  }

  private void seal(int from, int to) throws InterruptedException {
    var tail = new SealedTail(store.reader());
    try (var sealer = new Sealer(store.service(), tail::moved)) {
      for (var n = from; n < to; n++) store.engine().appendEvents(TestStore.held("net-eu-7", n));
      sealer.start();
      assertThat(tail.awaitBeyond(to - 1, 20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test void an_event_is_read_and_decoded_once_for_all() {
    var reading = store.reader().reading();
    var first = recent.from(0, 100);
    store.tamper("delete from domain_event_entry");

    var second = recent.from(4, 100);

    assertThat(positions(first)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    assertThat(positions(second)).containsExactly(4L, 5L, 6L, 7L, 8L, 9L, 10L);
    assertThat(second.getFirst().message(reading)).isSameAs(first.get(3).message(reading));
    assertThat(positions(recent.from(4, 2))).containsExactly(4L, 5L, 6L);
  }

  @Test void whoever_is_ahead_reads_on_and_the_others_are_given_that_too() throws InterruptedException {
    recent.from(0, 100);
    seal(10, 14);

    var ahead = recent.from(10, 100);

    assertThat(positions(ahead)).containsExactly(10L, 11L, 12L, 13L, 14L);
    assertThat(positions(recent.from(8, 100))).containsExactly(8L, 9L, 10L, 11L, 12L, 13L, 14L);
  }

  @Test void whoever_is_further_behind_reads_for_himself() {
    recent.from(7, 100);

    assertThat(positions(recent.from(1, 2))).containsExactly(1L, 2L, 3L);
    assertThat(positions(recent.from(6, 100))).containsExactly(6L, 7L, 8L, 9L, 10L);
  }

  @Test void what_was_read_a_while_ago_is_read_again() {
    recent.from(1, 4);
    now += Duration.ofMillis(600).toNanos();
    recent.from(5, 100);
    store.tamper("delete from domain_event_entry where sequence_number = 7");

    now += Duration.ofMillis(600).toNanos();

    assertThat(positions(recent.from(3, 100))).as("the first half is old").containsExactly(3L, 4L, 5L, 6L, 7L, 9L, 10L);
    assertThat(positions(recent.from(6, 100))).as("the second is not").containsExactly(6L, 7L, 8L, 9L, 10L);
    now += Duration.ofMillis(600).toNanos();
    assertThat(positions(recent.from(6, 100))).containsExactly(6L, 7L, 9L, 10L);
  }

  @Test void nothing_is_read_on_behind_what_another_database_has_not() {
    recent.from(0, 100);
    store.tamper("update event_seal set hash = decode(repeat('00', 32), 'hex') where position = 10; delete from event_seal where position < 8");

    assertThat(positions(recent.from(10, 100))).containsExactly(10L);
    assertThat(positions(recent.from(5, 100))).as("nor given any more").containsExactly(8L, 9L, 10L);
  }

  @Test void a_stream_that_is_opened_begins_with_what_the_store_holds() {
    recent.from(0, 100);
    store.tamper("delete from domain_event_entry where sequence_number = 7");

    recent.forget();

    assertThat(positions(recent.from(5, 100))).containsExactly(5L, 6L, 7L, 9L, 10L);
  }

  private static List<Long> positions(List<RecentEvents.Recent> events) {
    return events.stream().map(RecentEvents.Recent::position).toList();
  }
}
