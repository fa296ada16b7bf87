// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.event.MigrationEvent.MigrationHeld;
import io.cmc.id.MigrationId;
import io.cmc.projection.publish.Feed.Item;
import io.cmc.projection.publish.Moments.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An event that cannot be published: its migration waits at it, the others go on. */
class WaitingTest {

  private static final Instant AT = Instant.parse("2026-03-07T06:00:00Z");

  private final Stand stand = new Stand();
  private final PublicationSettings narrow = Stand.newTopic("max.request.size", "20000");
  private final PublicationSettings wide = new PublicationSettings(narrow.topic(), narrow.source(), narrow.checkpoints(), narrow.teamTopics(), narrow.creation(),
      java.util.Map.of("bootstrap.servers", narrow.client().get("bootstrap.servers")));

  @AfterEach void close() {
    stand.close();
  }

  @Test void a_record_that_is_too_large_waits_with_what_follows_it_and_the_others_go_on() {
    appendTooLarge();

    stand.publishAll(narrow, Moments.NOBODY);

    assertThat(Feed.read(narrow).get("waits")).extracting(Item::sequence).containsExactly(1L);
    assertThat(Feed.read(narrow).get("goes-on")).isEqualTo(stand.stored().get("goes-on"));
    assertThat(letters()).hasSize(1).first().asString().startsWith("waits 2 MigrationHeld").contains("larger than");
  }

  /** The client gives up what it has not sent yet, with the failure of the one record, if it comes to that before we do. */
  @Test void what_goes_together_with_a_record_that_is_too_large_does_not_wait() {
    stand.store().append(held("goes-on", "fits"));
    stand.store().append(held("waits", "x".repeat(30_000)));

    stand.publishAll(narrow, moment -> {
      if (moment == Moment.EVENTS_SENT) await("the client comes to it").pollDelay(Duration.ofMillis(500)).until(() -> true);
    });

    assertThat(letters()).hasSize(1).first().asString().startsWith("waits 1");
    assertThat(Feed.read(narrow)).containsOnlyKeys("goes-on");
  }

  @Test void it_is_published_in_its_place_when_somebody_orders_it_again_and_there_is_room() {
    appendTooLarge();
    stand.publishAll(narrow, Moments.NOBODY);
    stand.store().append(held("waits", "later"));

    stand.publishAll(wide, Moments.NOBODY);
    assertThat(Feed.read(wide).get("waits")).as("nobody ordered it").hasSize(1);
    order("RETRY");
    stand.publishAll(wide, Moments.NOBODY);

    assertThat(Feed.read(wide)).isEqualTo(stand.stored());
    assertThat(letters()).isEmpty();
    assertThat(orders()).isZero();
  }

  @Test void ordered_again_without_being_mended_it_waits_on() {
    appendTooLarge();
    stand.publishAll(narrow, Moments.NOBODY);

    order("RETRY");
    stand.publishAll(narrow, Moments.NOBODY);

    assertThat(letters()).hasSize(1);
    assertThat(orders()).isZero();
    assertThat(Feed.read(narrow).get("waits")).hasSize(1);
  }

  @Test void discarded_it_leaves_a_mark_with_its_id_and_its_number_and_the_sequence_has_no_gap() {
    appendTooLarge();
    stand.publishAll(narrow, Moments.NOBODY);

    discard();
    stand.publishAll(narrow, Moments.NOBODY);

    var items = Feed.read(narrow).get("waits");
    assertThat(items).extracting(Item::sequence).containsExactlyElementsOf(IntStream.rangeClosed(1, 302).mapToObj(Long::valueOf).toList());
    assertThat(items).extracting(Item::id).isEqualTo(stand.stored().get("waits").stream().map(Item::id).toList());
    assertThat(items.get(1).type()).isEqualTo("io.cmc.EventDiscarded.v1");
    assertThat(items.get(1).data()).isEqualTo("{\"migration\":\"waits\",\"event\":\"MigrationHeld\",\"revision\":\"1\",\"reason\":\"a test\"}");
    assertThat(letters()).isEmpty();
  }

  @Test void whoever_discards_it_in_the_moment_in_which_it_is_published_comes_too_late() {
    appendTooLarge();
    stand.publishAll(narrow, Moments.NOBODY);
    order("RETRY");

    stand.publishAll(wide, moment -> {
      if (moment == Moment.EVENTS_SENT) stand.store().sql().update("insert into unpublished_event (event_id, reason) select event_id, 'late' from publication_letter on conflict do nothing");
    });

    assertThat(Feed.read(wide)).isEqualTo(stand.stored());
    assertThat(stand.store().sql().queryForObject("select count(*) from unpublished_event", Long.class)).isZero();
  }

  @Test void an_event_whose_text_is_no_json_waits_as_well() {
    stand.store().append(held("waits", "fits"));
    stand.store().sql().update("""
        insert into domain_event_entry (event_identifier, aggregate_identifier, sequence_number, type, time_stamp, payload_type, payload_revision,
          payload, meta_data) values ('spoilt', 'waits', 99, 'Migration', '2026-03-07T12:00:00.000Z', 'MigrationHeld', '1', '{"migration":', '{}')""");
    org.awaitility.Awaitility.await().until(() -> stand.last() == 2);

    stand.publishAll(narrow, Moments.NOBODY);

    assertThat(letters()).hasSize(1).first().asString().startsWith("waits 2 MigrationHeld its payload is no JSON");
  }

  static Stream<Moment> moments() {
    return Stream.of(Moment.LETTERS_WRITTEN, Moment.TRANSACTION_BEGUN, Moment.EVENTS_SENT, Moment.POSITION_SENT, Moment.COMMITTED, Moment.ALL_TOLD);
  }

  static Stream<Moment> some() {
    return SomeOf.all(moments().toList(), 2, "WaitingTest.some");
  }

  @Tag("faults") @ParameterizedTest @MethodSource("moments")
  void wherever_one_dies_while_it_catches_up_each_event_is_there_once(Moment where) {
    whoever_dies_while_it_catches_up_leaves_each_event_there_once(where);
  }

  @ParameterizedTest @MethodSource("some")
  void whoever_dies_while_it_catches_up_leaves_each_event_there_once(Moment where) {
    appendTooLarge();
    stand.publishAll(narrow, Moments.NOBODY);
    order("RETRY");

    for (int life = 1; life <= 2; life++) dieAt(where, life);
    stand.publishAll(wide, Moments.NOBODY);

    assertThat(Feed.read(wide)).isEqualTo(stand.stored());
    assertThat(letters()).isEmpty();
    assertThat(orders()).isZero();
  }

  private void dieAt(Moment where, int time) {
    var left = new int[] {time};
    try {
      stand.publishAll(wide, moment -> {
        if (moment == where && --left[0] == 0) throw new IllegalStateException("dies");
      });
    } catch (IllegalStateException died) {
      // as it was meant
    }
  }

  /** The second of one migration, and more behind it than one stretch. */
  private void appendTooLarge() {
    stand.store().append(held("waits", "fits"));
    stand.store().append(held("waits", "x".repeat(30_000)));
    stand.store().append(IntStream.range(0, 300).boxed().flatMap(i -> Stream.of(held("waits", "behind").getFirst(),
        held("goes-on", "beside").getFirst())).toList());
  }

  private static List<MigrationHeld> held(String migration, String why) {
    return List.of(new MigrationHeld(new MigrationId(migration), why, AT));
  }

  private void order(String deed) {
    stand.store().sql().update("insert into letter_order (processing_group, event_id, deed) select 'kafka', event_id, ? from publication_letter", deed);
  }

  private void discard() {
    stand.store().sql().update("insert into unpublished_event (event_id, reason) select event_id, 'a test' from publication_letter");
    order("DISCARD");
  }

  private List<String> letters() {
    return stand.store().sql().queryForList("select migration || ' ' || sequence || ' ' || name || ' ' || cause from publication_letter", String.class);
  }

  private long orders() {
    return stand.store().sql().queryForObject("select count(*) from letter_order", Long.class);
  }
}
