// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.event.Event;
import io.cmc.event.JourneyEvent.SourceLeft;
import io.cmc.event.MigrationEvent.MigrationHeld;
import io.cmc.event.MigrationEvent.MigrationPlanned;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.plan.ClosingStrategy;
import io.cmc.projection.Happened;
import io.cmc.projection.RandomHistory;
import io.cmc.projection.ReadSide;
import io.cmc.projection.SamplePlan;
import io.cmc.projection.audit.AuditQueries;
import io.cmc.projection.audit.AuditQuestion.About;
import io.cmc.projection.audit.AuditQuestion.Between;
import io.cmc.projection.audit.AuditQuestion.By;
import io.cmc.projection.audit.AuditQuestion;
import io.cmc.projection.sight.Sight;
import io.cmc.projection.letter.LetterClerk;
import io.cmc.projection.letter.LetterQueries;
import io.cmc.projection.status.State;
import io.cmc.projection.status.StatusQueries;
import io.cmc.projection.status.StatusView;
import io.cmc.store.read.SealedEventReader;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcSequencedDeadLetterQueue;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.GenericDeadLetter;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Isolated("it says how soon something is seen")
class LiveProjectionTest {

  private static final Instant AT = Instant.parse("2026-03-07T06:00:00Z");
  private static final NodeName ALFA = new NodeName("alfa");

  private final ReadSide readSide = ReadSide.create();

  @AfterEach void close() {
    readSide.close();
  }

  @Test void live_rows_are_the_fold_of_all_events_and_every_event_is_in_the_audit_trail() {
    var random = RandomHistory.random("LiveProjectionTest");
    var last = readSide.append(RandomHistory.of(random, 4, 5));

    readSide.goLive();
    readSide.awaitLive(last);

    for (var m : List.of("net-1", "net-2", "net-3", "net-4")) {
      var view = StatusView.of(history(m));
      var found = readSide.bean(StatusQueries.class).find(new MigrationId(m)).orElseThrow();
      assertThat(found.migration()).isEqualTo(view.migration().orElseThrow());
      assertThat(found.participants()).isEqualTo(List.copyOf(view.participants()));
    }
    assertThat(readSide.sql().queryForObject("select count(*) from audit_entry", Long.class)).isEqualTo(last);
  }

  @Test void events_told_a_second_time_leave_every_byte_as_it_was() {
    var last = readSide.append(RandomHistory.of(RandomHistory.random("LiveProjectionTest.twice"), 2, 3));
    readSide.goLive();
    readSide.awaitLive(last);
    var before = readSide.contents();

    readSide.stop();
    readSide.sql().update("delete from token_entry");
    readSide.goLive();
    readSide.awaitLive(last);

    assertThat(readSide.contents()).isEqualTo(before);
    assertThat(readSide.sql().queryForObject("select count(*) from dead_letter_entry", Long.class)).isZero();
  }

  @Test void an_event_that_does_not_fit_is_put_aside_with_those_behind_it_and_other_migrations_go_on() {
    var last = readSide.append(List.of(planned("net-1"), planned("net-2"),
        new SourceLeft(new MigrationId("net-1"), new NodeName("nobody"), AT),
        held("net-1"), held("net-2")));

    readSide.goLive();
    readSide.awaitLive(last);

    assertThat(state("net-1")).as("stands still before the event that does not fit").isEqualTo(State.PLANNED);
    assertThat(state("net-2")).isEqualTo(State.HELD);
    assertThat(readSide.sql().queryForList("select processing_group || ' ' || sequence_identifier || ' ' || payload_type "
        + "from dead_letter_entry order by sequence_index", String.class)).containsExactly("status net-1 SourceLeft", "status net-1 MigrationHeld");
    var asked = new AuditQuestion(new About("net-1", "", new By("", ""), List.of()), new Between(Optional.empty(), Optional.empty()), "", 0, 10);
    assertThat(readSide.bean(AuditQueries.class).read(asked, Sight.EVERYTHING).entries()).hasSize(3);
  }

  @Test void however_many_wait_behind_it_other_migrations_go_on() {
    var all = new ArrayList<>(List.of(planned("net-1"), planned("net-2"), new SourceLeft(new MigrationId("net-1"), new NodeName("nobody"), AT)));
    for (int n = 0; n < 1_100; n++) all.add(held("net-1"));
    all.add(held("net-2"));
    var last = readSide.append(all);

    readSide.goLive();
    readSide.awaitLive(last);

    assertThat(state("net-2")).isEqualTo(State.HELD);
    assertThat(readSide.sql().queryForObject("select count(*) from dead_letter_entry", Long.class)).isEqualTo(1_101);
  }

  @Test void rows_that_cannot_be_read_hold_up_their_own_migration_and_no_other() {
    readSide.goLive();
    readSide.awaitLive(readSide.append(List.of(planned("net-1"), planned("net-2"), planned("net-3"))));
    readSide.sql().update("update status_migration set detail = '{}' where migration = 'net-1'");
    readSide.sql().update("update status_participant set detail = '{}' where migration = 'net-3'");

    readSide.awaitLive(readSide.append(List.of(held("net-1"), held("net-2"), held("net-3"), left("net-1"), left("net-2"), left("net-3"))));

    assertThat(state("net-2")).isEqualTo(State.HELD);
    assertThat(readSide.sql().queryForObject("select state from status_migration where migration = 'net-3'", String.class))
        .as("after the event before the one that needs the row").isEqualTo("HELD");
    assertThat(readSide.sql().queryForList("select processing_group || ' ' || sequence_identifier || ' ' || payload_type "
        + "from dead_letter_entry order by sequence_identifier, sequence_index", String.class))
        .containsExactly("status net-1 MigrationHeld", "status net-1 SourceLeft", "status net-3 SourceLeft");
  }

  @Test void dead_letters_are_taken_in_their_order_once_they_can_be() {
    var last = readSide.append(List.of(planned("net-1"), new SourceLeft(new MigrationId("net-1"), new NodeName("nobody"), AT), held("net-1")));
    readSide.goLive();
    readSide.awaitLive(last);

    mend();
    var letters = readSide.axon().eventProcessingConfiguration().sequencedDeadLetterProcessor("status").orElseThrow();
    letters.processAny();

    assertThat(state("net-1")).isEqualTo(State.HELD);
    assertThat(readSide.sql().queryForObject("select count(*) from dead_letter_entry", Long.class)).isZero();
  }

  /** The event that does not fit fits from here. */
  private void mend() {
    readSide.sql().update("""
        insert into status_participant select generation, migration, 'nobody', as_of, position, activity, jsonb_set(detail, '{name}', '"nobody"')
        from status_participant where participant = 'alfa'""");
  }

  @Test void what_is_put_behind_a_dead_letter_in_the_moment_in_which_that_is_taken_is_taken_as_well() throws SQLException {
    readSide.goLive();
    readSide.awaitLive(readSide.append(List.of(planned("net-1"), new SourceLeft(new MigrationId("net-1"), new NodeName("nobody"), AT))));
    mend();
    var clerk = new LetterClerk(readSide.sql(), readSide.axon().eventProcessingConfiguration()::sequencedDeadLetterProcessor);

    try (var _ = readSide.holdTokens(2, () -> readSide.append(List.of(held("net-1"))))) {
      order(readSide.bean(LetterQueries.class).list("net-1").getFirst().event(), "RETRY");
      clerk.carryOutAll();
      assertThat(readSide.bean(LetterQueries.class).list("")).isEmpty();
    }
    await().until(() -> readSide.bean(LetterQueries.class).list("").size() == 1);

    clerk.carryOutAll();

    assertThat(state("net-1")).isEqualTo(State.HELD);
    assertThat(readSide.bean(LetterQueries.class).list("")).isEmpty();
    clerk.close();
  }

  @Test void by_order_a_dead_letter_is_taken_again_or_left_out_with_what_waits_behind_it() {
    var last = readSide.append(List.of(planned("net-1"), new SourceLeft(new MigrationId("net-1"), new NodeName("nobody"), AT), held("net-1")));
    readSide.goLive();
    readSide.awaitLive(last);
    var clerk = new LetterClerk(readSide.sql(), readSide.axon().eventProcessingConfiguration()::sequencedDeadLetterProcessor);
    var letter = readSide.bean(LetterQueries.class).list("net-1").getFirst();
    assertThat(letter.group() + " " + letter.kind() + " " + letter.behind()).isEqualTo("status SourceLeft 1");

    order(letter.event(), "RETRY");
    clerk.carryOutAll();
    assertThat(readSide.bean(LetterQueries.class).list("")).as("nothing was mended").hasSize(1);

    order(letter.event(), "DISCARD");
    clerk.carryOutAll();

    assertThat(readSide.bean(LetterQueries.class).list("")).isEmpty();
    assertThat(state("net-1")).isEqualTo(State.HELD);
    assertThat(readSide.sql().queryForObject("select count(*) from letter_order", Long.class)).isZero();
    clerk.close();
  }

  @Test void what_waits_behind_a_letter_is_committed_before_a_rebuild_forgets_letters() {
    readSide.goLive();
    readSide.awaitLive(readSide.append(List.of(planned("net-1"), new SourceLeft(new MigrationId("net-1"), new NodeName("nobody"), AT))));
    var queue = readSide.bean(DeadLetters.class).of("status");

    new TransactionTemplate(readSide.bean(PlatformTransactionManager.class)).executeWithoutResult(t -> {
      assertThat(queue.enqueueIfPresent("net-2", () -> letter("net-2"))).isFalse();
      assertThat(rebuildMayTakeOver()).isTrue();
      assertThat(queue.enqueueIfPresent("net-1", () -> letter("net-1"))).isTrue();
      assertThat(rebuildMayTakeOver()).as("before it is committed").isFalse();
    });
    assertThat(rebuildMayTakeOver()).isTrue();
  }

  private boolean rebuildMayTakeOver() {
    return !CompletableFuture.supplyAsync(() -> readSide.sql().queryForList("select 1 from read_model where name = 'status' for update skip locked"))
        .join().isEmpty();
  }

  private static DeadLetter<EventMessage<?>> letter(String migration) {
    return new GenericDeadLetter<>(migration, GenericEventMessage.asEventMessage(held(migration)));
  }

  private void order(String event, String deed) {
    readSide.sql().update("insert into letter_order (processing_group, event_id, deed) values ('status', ?, ?)", event, deed);
  }

  @Test void new_events_are_seen_within_a_second_and_a_half() {
    readSide.goLive();
    readSide.awaitLive(readSide.append(List.of(planned("net-1"))));

    readSide.append(List.of(held("net-1")));

    await().atMost(Duration.ofMillis(1_500)).pollInterval(Duration.ofMillis(10)).until(() -> state("net-1") == State.HELD);
  }

  @Test void processors_stand_on_the_parts_that_were_named() {
    readSide.goLive();

    var processing = readSide.axon().eventProcessingConfiguration();
    for (var group : List.of("status", "audit")) {
      assertThat(processing.tokenStore(group)).isSameAs(readSide.bean(TokenStore.class));
      assertThat(processing.transactionManager(group)).isInstanceOf(SpringTransactionManager.class);
      assertThat(processing.deadLetterQueue(group).orElseThrow()).isInstanceOf(JdbcSequencedDeadLetterQueue.class);
      assertThat(readSide.processor(group).isReplaying()).isFalse();
    }
  }

  private State state(String migration) {
    return readSide.bean(StatusQueries.class).find(new MigrationId(migration)).orElseThrow().migration().state();
  }

  private List<Happened> history(String migration) {
    return readSide.bean(SealedEventReader.class).read(0, 10_000).stream().filter(e -> e.payload().migration().value().equals(migration))
        .map(e -> new Happened(e.position(), e.payload(), e.metadata())).toList();
  }

  private static Event planned(String name) {
    var m = new MigrationId(name);
    return new MigrationPlanned(m, SamplePlan.of(m, List.of(ALFA), ClosingStrategy.OUTSIDE), SamplePlan.HASH, AT);
  }

  private static Event left(String name) {
    return new SourceLeft(new MigrationId(name), ALFA, AT);
  }

  private static Event held(String name) {
    return new MigrationHeld(new MigrationId(name), "", AT);
  }
}
