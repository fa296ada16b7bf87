// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cmc.event.MigrationEvent.MigrationHeld;
import io.cmc.id.MigrationId;
import io.cmc.projection.publish.Moments.Moment;
import io.cmc.rejection.ProblemCode;
import io.cmc.seal.SignedCheckpoint;
import io.cmc.store.checkpoint.CheckpointMaker;
import io.cmc.store.checkpoint.KeyRing;
import io.cmc.store.checkpoint.SigningKey;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Signed checkpoints in a topic beside the events: each once and in order, wherever publications end. */
class PublishedCheckpointsTest {

  private static final int RANGE = 3;

  /** The end of a process: nothing more is said to anybody. */
  private static final class Dies extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final Stand stand = new Stand();
  private final PublicationSettings topic = Stand.newTopic();
  private final SigningKey key = SigningKey.make();

  @AfterEach void close() {
    stand.close();
  }

  @Test void a_checkpoint_is_published_as_it_is_signed_under_its_number_with_who_signed_it() {
    append(7);
    sign(key);

    stand.publishAll(topic, Moments.NOBODY);

    var records = records();
    assertThat(records).extracting(ConsumerRecord::key).containsExactly("0000000001", "0000000002", "0000000003");
    assertThat(signed(records)).isEqualTo(stand.checkpoints().after(0, 10)).allMatch(SignedCheckpoint::hasItsSignature);
    assertThat(records).allSatisfy(r -> assertThat(Feed.header(r, "key-fingerprint")).isEqualTo(key.key().fingerprint()));
    assertThat(Feed.header(records.getFirst(), "source")).isEqualTo("/test");
  }

  static Stream<Moment> some() {
    return SomeOf.all(List.of(Moment.values()), 3, "PublishedCheckpointsTest.some");
  }

  @Tag("faults") @ParameterizedTest @EnumSource
  void each_is_there_once_and_in_order_wherever_publishers_die(Moment where) {
    each_is_there_once_and_in_order_when_publishers_die_at(where);
  }

  @ParameterizedTest @MethodSource("some")
  void each_is_there_once_and_in_order_when_publishers_die_at(Moment where) {
    for (int round = 0; round < 3; round++) {
      append(4);
      sign(key);
      diesAt(where);
    }

    stand.publishAll(topic, Moments.NOBODY);

    assertThat(signed(records())).hasSizeGreaterThan(3).isEqualTo(stand.checkpoints().after(0, 100));
    assertThat(Feed.read(topic)).isEqualTo(stand.stored());
  }

  /** At the second time it comes there: with the events, or with the checkpoints behind them. */
  private void diesAt(Moment where) {
    var left = new int[] {2};
    try {
      stand.publishAll(topic, moment -> {
        if (moment == where && --left[0] == 0) throw new Dies();
      });
    } catch (Dies died) {
      assertThat(left[0]).isZero();
    }
  }

  @Test void a_checkpoint_comes_after_the_events_that_it_covers() {
    append(500);
    sign(key);
    var seen = new ArrayList<String>();

    try (var term = stand.publication(topic).begin(Moments.NOBODY)) {
      while (term.publish()) {
        var covered = signed(records()).isEmpty() ? 0 : signed(records()).getLast().checkpoint().to();
        seen.add(covered + " of " + term.position());
        assertThat(covered).isLessThanOrEqualTo(term.position());
      }
    }

    assertThat(seen).hasSizeGreaterThan(2);
    assertThat(signed(records())).hasSize(167);
  }

  @Test void where_they_are_switched_off_there_is_no_topic_and_later_they_are_all_published() {
    var without = new PublicationSettings(topic.topic(), topic.source(), false, topic.teamTopics(), topic.creation(), topic.client());
    append(7);
    sign(key);
    stand.publishAll(without, Moments.NOBODY);
    assertThat(topics()).contains(topic.topic()).doesNotContain(topic.checkpointTopic());

    stand.publishAll(topic, Moments.NOBODY);
    append(1);
    sign(key);
    stand.publishAll(without, Moments.NOBODY);
    stand.publishAll(topic, Moments.NOBODY);

    assertThat(signed(records())).hasSize(4).isEqualTo(stand.checkpoints().after(0, 10));
  }

  @Test void a_topic_that_was_made_anew_gets_all_of_them_again_and_the_events_are_not_touched() throws Exception {
    append(7);
    sign(key);
    stand.publishAll(topic, Moments.NOBODY);
    Gone.topic(topic, topic.checkpointTopic());

    stand.publishAll(topic, Moments.NOBODY);

    assertThat(signed(records())).isEqualTo(stand.checkpoints().after(0, 10));
    assertThat(Feed.read(topic)).isEqualTo(stand.stored());
  }

  @Test void the_events_topic_made_anew_does_not_bring_them_twice() throws Exception {
    append(7);
    sign(key);
    stand.publishAll(topic, Moments.NOBODY);
    Gone.topic(topic, topic.topic());

    stand.publishAll(topic, Moments.NOBODY);

    assertThat(signed(records())).isEqualTo(stand.checkpoints().after(0, 10));
    assertThat(Feed.read(topic)).isEqualTo(stand.stored());
  }

  @Test void a_store_that_was_signed_anew_adds_nothing_while_it_runs_and_after_a_new_start() {
    append(7);
    sign(key);
    var before = stand.checkpoints().after(0, 10);
    try (var term = stand.publication(topic).begin(Moments.NOBODY)) {
      while (term.publish()) continue;
      signAllAnew();

      assertThat(catchThrowableOfType(PublicationBlocked.class, term::publish).problem().code()).isEqualTo(ProblemCode.TOPIC_AHEAD);
    }

    var blocked = catchThrowableOfType(PublicationBlocked.class, () -> stand.publishAll(topic, Moments.NOBODY));

    assertThat(blocked.problem().code()).isEqualTo(ProblemCode.TOPIC_AHEAD);
    assertThat(blocked.problem().sentence()).contains("checkpoint 3 with the hash " + before.getLast().hash());
    assertThat(signed(records())).isEqualTo(before);
  }

  private void signAllAnew() {
    stand.store().asOwner("set session_replication_role = replica; truncate checkpoint");
    append(1);
    sign(SigningKey.make());
    append(1);
    sign(SigningKey.make());
  }

  private void append(int events) {
    stand.store().append(IntStream.range(0, events).mapToObj(i -> new MigrationHeld(new MigrationId("net-" + i % 2), "", Instant.EPOCH)).toList());
  }

  private void sign(SigningKey signer) {
    try {
      new CheckpointMaker(stand.store().bean(DataSource.class), new KeyRing(Optional.of(signer), Optional.empty(), last()), RANGE,
          InstantSource.fixed(Instant.EPOCH), () -> { }).make(true);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** So that any key may go on. */
  private Optional<String> last() {
    return stand.checkpoints().after(0, 1_000).stream().reduce((a, b) -> b).map(c -> c.checkpoint().successor().fingerprint());
  }

  private List<ConsumerRecord<String, byte[]>> records() {
    return Feed.records(topic, topic.checkpointTopic());
  }

  private static List<SignedCheckpoint> signed(List<ConsumerRecord<String, byte[]>> records) {
    return records.stream().map(r -> SignedCheckpoint.ofFile(new String(r.value(), StandardCharsets.UTF_8))).toList();
  }

  private List<String> topics() {
    try (var admin = admin()) {
      return List.copyOf(admin.listTopics().names().get());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Admin admin() {
    return Admin.create(Map.<String, Object>copyOf(topic.client()));
  }
}
